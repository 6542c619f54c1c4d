namespace Cluster.Catalog.Traffic;

/// <summary>What a model version has done on traffic: counts that add up exactly, over silos and times.</summary>
/// <remarks>
/// A request is one wish for the emotion of one recording, a prediction the answer on the whole recording: clips of one recording are not independent, and would pass for more evidence than there is.
/// </remarks>
public sealed record TrafficCounts
{
    /// <summary>Nothing.</summary>
    public static TrafficCounts None { get; } = new();

    /// <summary>Requests that ended, whoever waited.</summary>
    public long Requests { get; init; }

    /// <summary>Those that failed for no fault of the caller or the file.</summary>
    public long Errors { get; init; }

    /// <summary>Answered requests that somebody waited for and that took 2 s or more for each of their clips.</summary>
    public long Slow { get; init; }

    /// <summary>Recordings that were scored anew.</summary>
    public long Predictions { get; init; }

    /// <summary>Those of them that go to review.</summary>
    public long Reviews { get; init; }

    /// <summary>Time for each clip of the answered requests that somebody waited for.</summary>
    public LatencyHistogram Interactive { get; init; } = LatencyHistogram.Empty;

    /// <summary>Time for each clip of the answered requests of backfills.</summary>
    public LatencyHistogram Bulk { get; init; } = LatencyHistogram.Empty;

    /// <summary>Both together.</summary>
    public TrafficCounts Plus(TrafficCounts other) => new()
    {
        Requests = Requests + other.Requests,
        Errors = Errors + other.Errors,
        Slow = Slow + other.Slow,
        Predictions = Predictions + other.Predictions,
        Reviews = Reviews + other.Reviews,
        Interactive = Interactive.Plus(other.Interactive),
        Bulk = Bulk.Plus(other.Bulk),
    };
}
