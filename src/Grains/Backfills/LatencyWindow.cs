namespace Cluster.Grains.Backfills;

/// <summary>How long the answers of the last seconds took. Thread-safe; of many answers the newest count.</summary>
/// <param name="clock">Measures age.</param>
/// <param name="span">How long an answer counts.</param>
/// <param name="capacity">Answers that are kept; at least 1.</param>
public sealed class LatencyWindow(TimeProvider clock, TimeSpan span, int capacity = 1024)
{
    private readonly Queue<(long At, TimeSpan Elapsed)> answers = new();

    /// <summary>Adds an answer that ended now.</summary>
    public void Add(TimeSpan elapsed)
    {
        lock (answers)
        {
            if (answers.Count == capacity) answers.Dequeue();
            answers.Enqueue((clock.GetTimestamp(), elapsed));
        }
    }

    /// <summary>The least time within which 95 % of the answers were given; null when there were none.</summary>
    public TimeSpan? P95()
    {
        TimeSpan[] sorted;
        lock (answers)
        {
            while (answers.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At) > span) answers.Dequeue();
            sorted = [.. answers.Select(answer => answer.Elapsed)];
        }

        if (sorted.Length == 0) return null;
        Array.Sort(sorted);
        return sorted[(int)Math.Ceiling(sorted.Length * 0.95) - 1];
    }
}
