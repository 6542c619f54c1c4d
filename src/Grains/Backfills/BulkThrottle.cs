using Cluster.Grains.Analysis;
using Cluster.Grains.Scoring;

namespace Cluster.Grains.Backfills;

/// <summary>Lets as many items be worked on in this silo as live traffic leaves room for: all when there is none, one at least.</summary>
/// <remarks>Once a second the level follows <see cref="ThrottleRules"/>. Those who wait for a place get one in the order in which they came. Thread-safe.</remarks>
public sealed class BulkThrottle : IScoringObserver, IDisposable
{
    /// <summary>How often the level is set.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);
    private readonly LinkedList<TaskCompletionSource> waiting = new();
    private readonly LatencyWindow latencies;
    private readonly IAudioAnalyzer analyzer;
    private readonly BackfillOptions options;
    private readonly ITimer timer;
    private int level;
    private int running;

    /// <summary>Begins at the highest level.</summary>
    public BulkThrottle(IAudioAnalyzer analyzer, BackfillOptions options, TimeProvider clock)
    {
        (this.analyzer, this.options, level) = (analyzer, options, options.Concurrency);
        latencies = new LatencyWindow(clock, Recent);
        timer = clock.CreateTimer(_ => Adjust(), null, Period, Period);
    }

    /// <summary>Items that may be worked on at a time; 1 to <see cref="BackfillOptions.Concurrency"/>.</summary>
    public int Level => Volatile.Read(ref level);

    /// <inheritdoc/>
    public void Scored(ScoredTrack track)
    {
    }

    /// <inheritdoc/>
    public void Ended(ScoringRequest request)
    {
        if (request.Lane == AnalysisLane.Interactive) latencies.Add(request.Elapsed / request.Clips);
    }

    /// <summary>Takes a place if there is one. Whoever has one gives it back by <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        lock (waiting)
        {
            if (running >= level || waiting.Count > 0) return false;
            running++;
            return true;
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; no place is held.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (waiting)
        {
            waiting.AddLast(place);
            Admit();
        }

        await using var cancellation = cancellationToken.UnsafeRegister(
            _ =>
            {
                lock (waiting)
                {
                    if (waiting.Remove(place)) place.TrySetCanceled(cancellationToken);
                }
            },
            null);
        await place.Task;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        lock (waiting)
        {
            running--;
            Admit();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Adjust()
    {
        lock (waiting)
        {
            level = ThrottleRules.Next(level, options.Concurrency, latencies.P95(), analyzer.InteractiveWaiting, options.InteractiveLimit);
            Admit();
        }
    }

    private void Admit()
    {
        while (running < level && waiting.First is { } first)
        {
            waiting.RemoveFirst();
            running++;
            first.Value.TrySetResult();
        }
    }
}
