using Cluster.Catalog.Traffic;
using Cluster.Grains.Analysis;
using Cluster.Grains.Scoring;

namespace Cluster.Grains.Traffic;

/// <summary>Counts for one cell. Not thread-safe.</summary>
internal sealed class TrafficCounter
{
    private static readonly TimeSpan SlowForAClip = TimeSpan.FromSeconds(2);

    private readonly long[] interactive = new long[LatencyHistogram.Bins];
    private readonly long[] bulk = new long[LatencyHistogram.Bins];
    private long requests;
    private long errors;
    private long slow;
    private long predictions;
    private long reviews;
    private long written;

    /// <summary>True when something was counted since what was written.</summary>
    public bool IsDirty => requests + predictions != written;

    /// <summary>Counts a recording that was scored.</summary>
    public void Score(bool review)
    {
        predictions++;
        if (review) reviews++;
    }

    /// <summary>Counts a request. One that failed is not timed: what a damaged file takes says nothing of the model.</summary>
    public void End(ScoringRequest request)
    {
        requests++;
        if (request.Broken) errors++;
        if (request.Broken || request.Failure is not null) return;
        var forAClip = request.Elapsed / request.Clips;
        var timed = request.Lane == AnalysisLane.Interactive ? interactive : bulk;
        timed[LatencyHistogram.BinOf(forAClip)]++;
        if (request.Lane == AnalysisLane.Interactive && forAClip >= SlowForAClip) slow++;
    }

    /// <summary>The counts as they stand.</summary>
    public TrafficCounts Snapshot() => new()
    {
        Requests = requests,
        Errors = errors,
        Slow = slow,
        Predictions = predictions,
        Reviews = reviews,
        Interactive = LatencyHistogram.Of(interactive),
        Bulk = LatencyHistogram.Of(bulk),
    };

    /// <summary>These counts are written.</summary>
    public void MarkWritten(TrafficCounts counts) => written = counts.Requests + counts.Predictions;
}
