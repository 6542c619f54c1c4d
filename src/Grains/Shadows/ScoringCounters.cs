using Cluster.Abstractions.Shadows;
using Cluster.Catalog.Shadows;

namespace Cluster.Grains.Shadows;

/// <summary>What this silo counts of one model beside one that answers. Safe for concurrent use, and never waits.</summary>
internal sealed class ScoringCounters(DateTimeOffset startedAt)
{
    private readonly long[] latency = new long[LatencyHistogram.Ranges];
    private long requests;
    private long failed;
    private long dropped;
    private long benched;
    private long unstored;
    private long hangs;
    private long predictions;
    private long reviews;
    private long answeredReviews;
    private long changes;

    /// <summary>Rises with every change.</summary>
    public long Changes => Interlocked.Read(ref changes);

    /// <summary>A recording was passed over because too many waited.</summary>
    public void Dropped() => Count(ref dropped);

    /// <summary>A recording was passed over because the model rests or is out.</summary>
    public void Benched() => Count(ref benched);

    /// <summary>Predictions found no place to wait to be stored.</summary>
    public void Unstored(int count) => Count(ref unstored, count);

    /// <summary>The model failed on a recording or request.</summary>
    public void Failed(bool hung)
    {
        Count(ref requests);
        Count(ref failed);
        if (hung) Count(ref hangs);
    }

    /// <summary>A request ended well, or badly through no fault of the model.</summary>
    /// <param name="took">How long it took; null where that is nothing to go by.</param>
    public void Ended(TimeSpan? took)
    {
        Count(ref requests);
        if (took is { } time) Count(ref latency[LatencyHistogram.RangeOf(time)]);
    }

    /// <summary>Clips were predicted.</summary>
    public void Predicted(int clips, int toReview, int answeredToReview)
    {
        Count(ref predictions, clips);
        Count(ref reviews, toReview);
        Count(ref answeredReviews, answeredToReview);
    }

    /// <summary>The counts as they are now.</summary>
    public ScoringStatistics ToStatistics(string version, string answeredBy, string runId, string silo, DateTimeOffset now)
    {
        var counts = new long[latency.Length];
        for (var i = 0; i < counts.Length; i++) counts[i] = Interlocked.Read(ref latency[i]);

        // A part is read before its whole and counted after it, so that no part is ever more than its whole.
        return new ScoringStatistics
        {
            ModelVersion = version,
            AnsweredBy = answeredBy,
            RunId = runId,
            Silo = silo,
            Hangs = Interlocked.Read(ref hangs),
            Failed = Interlocked.Read(ref failed),
            Requests = Interlocked.Read(ref requests),
            Dropped = Interlocked.Read(ref dropped),
            Benched = Interlocked.Read(ref benched),
            Unstored = Interlocked.Read(ref unstored),
            AnsweredReviews = Interlocked.Read(ref answeredReviews),
            Reviews = Interlocked.Read(ref reviews),
            Predictions = Interlocked.Read(ref predictions),
            Latency = LatencyHistogram.Of(counts),
            StartedAt = startedAt,
            UpdatedAt = now,
        };
    }

    private void Count(ref long counter, long by = 1)
    {
        Interlocked.Add(ref counter, by);
        Interlocked.Increment(ref changes);
    }
}
