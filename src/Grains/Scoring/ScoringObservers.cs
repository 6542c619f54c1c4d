using Cluster.Abstractions.Predictions;
using Cluster.Grains.Analysis;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Scoring;

/// <summary>Tells all observers; one that throws is logged and harms neither the answer nor the others.</summary>
public sealed partial class ScoringObservers(IEnumerable<IScoringObserver> observers, ILogger<ScoringObservers> log)
{
    private readonly IScoringObserver[] all = [.. observers];

    /// <summary>Tells of a recording that was scored.</summary>
    public void Scored(ScoredTrack? track)
    {
        if (track is null) return;
        foreach (var observer in all) Guard(observer, track, static (told, what) => told.Scored(what));
    }

    /// <summary>Tells of a request that ended.</summary>
    public void Ended(ScoringRequest request)
    {
        foreach (var observer in all) Guard(observer, request, static (told, what) => told.Ended(what));
    }

    /// <summary>Runs one request and tells how it ended; one that its caller gave up is not told.</summary>
    /// <param name="modelVersion">The version that is to answer.</param>
    /// <param name="lane">Who waits.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="request">The request.</param>
    /// <param name="failureOf">The kind of failure that a result names; null for an answer.</param>
    /// <param name="clipsOf">The number of clips of an answer; null for one.</param>
    public async Task<T> WatchAsync<T>(
        string modelVersion, AnalysisLane lane, TimeProvider clock, Func<Task<T>> request, Func<T, FailureKind?> failureOf, Func<T, int>? clipsOf = null)
    {
        var since = clock.GetTimestamp();
        try
        {
            var result = await request();
            Ended(new ScoringRequest(modelVersion, lane, clock.GetElapsedTime(since), failureOf(result), false) { Clips = Math.Max(1, clipsOf?.Invoke(result) ?? 1) });
            return result;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Files and requests that are at fault are results; what is thrown is the model's or the cluster's.
            Ended(new ScoringRequest(modelVersion, lane, clock.GetElapsedTime(since), null, true));
            throw;
        }
    }

    private void Guard<T>(IScoringObserver observer, T what, Action<IScoringObserver, T> tell)
    {
        try
        {
            tell(observer, what);
        }
        catch (Exception error)
        {
            LogFailed(error, observer.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Observer} threw while it was told of an answer; the answer stands")]
    private partial void LogFailed(Exception error, string observer);
}
