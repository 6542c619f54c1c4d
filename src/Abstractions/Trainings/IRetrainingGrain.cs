using Orleans.Concurrency;

namespace Cluster.Abstractions.Trainings;

/// <summary>Decides when a model is trained anew. One grain per model family; the key of the only family is <see cref="Models.IModelGrain.Family"/>.</summary>
[Alias("retraining-grain")]
public interface IRetrainingGrain : IGrainWithStringKey
{
    /// <summary>Longest reason, in characters.</summary>
    const int MaxReasonLength = 1000;

    /// <summary>Sees to it that the decision is made again and again, whatever happens to silos. Every silo calls it at its start.</summary>
    [Alias("start")]
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Decides now, and starts a training where one is due. Idempotent; the grain does it by itself every few minutes.</summary>
    [Alias("check")]
    Task<RetrainingView> CheckAsync(CancellationToken cancellationToken = default);

    /// <summary>Starts a training. The same id again is the same training.</summary>
    /// <param name="id">The training's id.</param>
    /// <param name="actor">Who asks, as they say.</param>
    /// <param name="reason">Why; null where they give no reason.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("request")]
    Task<RetrainingOutcome> RequestAsync(string id, string actor, string? reason, CancellationToken cancellationToken = default);

    /// <summary>Whether one is under way, and when the next one is due.</summary>
    [AlwaysInterleave, Alias("get")]
    Task<RetrainingView> GetAsync(CancellationToken cancellationToken = default);
}
