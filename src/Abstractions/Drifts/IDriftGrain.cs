using Orleans.Concurrency;

namespace Cluster.Abstractions.Drifts;

/// <summary>Closes windows, judges them and keeps alerts. One grain per model family; the key of the only family is <see cref="Models.IModelGrain.Family"/>.</summary>
[Alias("drift-grain")]
public interface IDriftGrain : IGrainWithStringKey
{
    /// <summary>Most series whose histograms one answer holds.</summary>
    const int MaxHistograms = 1000;

    /// <summary>Longest reason of an acknowledgement, in characters.</summary>
    const int MaxReasonLength = 1000;

    /// <summary>Sees to it that windows are looked after, whatever happens to silos. Every silo calls it at its start.</summary>
    [Alias("start")]
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Closes the windows that are due and judges those that are closed. Idempotent; the grain does it by itself every few seconds.</summary>
    /// <returns>Windows that were judged.</returns>
    [Alias("check")]
    Task<int> CheckAsync(CancellationToken cancellationToken = default);

    /// <summary>A model's report.</summary>
    /// <param name="modelVersion">The model; null for the champion, or the window's.</param>
    /// <param name="window">The window; null for the newest closed one.</param>
    /// <param name="histograms">Features with the greatest PSI that come with their histogram, 0 to <see cref="MaxHistograms"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave, Alias("get")]
    Task<DriftOutcome> GetAsync(string? modelVersion, long? window, int histograms, CancellationToken cancellationToken = default);

    /// <summary>Takes note of an alert. The first one who does stays.</summary>
    /// <param name="alertId">The alert; one that has ended may be acknowledged too.</param>
    /// <param name="actor">Who, as the caller says.</param>
    /// <param name="reason">What they say about it; null for nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("acknowledge")]
    Task<AlertOutcome> AcknowledgeAsync(string alertId, string actor, string? reason, CancellationToken cancellationToken = default);
}
