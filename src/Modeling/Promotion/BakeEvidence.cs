namespace Cluster.Modeling.Promotion;

/// <summary>What a champion has done since it was promoted.</summary>
/// <param name="Elapsed">Time since the promotion.</param>
/// <param name="Requests">Requests that it answered or failed to.</param>
/// <param name="Errors">Those that failed.</param>
/// <param name="Slow">Those that took the greatest latency or longer.</param>
/// <param name="Predictions">Predictions that it made.</param>
/// <param name="Reviews">Those of them whose decision is review.</param>
/// <param name="Labelled">Predictions that somebody has labelled since.</param>
/// <param name="Wrong">Those of them that were wrong.</param>
public sealed record BakeEvidence(
    TimeSpan Elapsed, long Requests, long Errors, long Slow, long Predictions, long Reviews, long Labelled, long Wrong)
{
    /// <summary>Requests whose time counts; null when that is all of them. Nobody waits for those of a backfill.</summary>
    public long? Timed { get; init; }

    internal void Check()
    {
        TrafficFigures.Part(Errors, Requests, nameof(Errors), nameof(Requests));
        TrafficFigures.Part(Timed ?? Requests, Requests, nameof(Timed), nameof(Requests));
        TrafficFigures.Part(Slow, Timed ?? Requests, nameof(Slow), nameof(Timed));
        TrafficFigures.Part(Reviews, Predictions, nameof(Reviews), nameof(Predictions));
        TrafficFigures.Part(Wrong, Labelled, nameof(Wrong), nameof(Labelled));
        if (Elapsed < TimeSpan.Zero) throw new ArgumentException($"Elapsed is {Elapsed}; it must not be negative.");
    }
}
