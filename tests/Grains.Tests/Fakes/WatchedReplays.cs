using System.Collections.Concurrent;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>A store of replays that tells when one ended, and lets a test step in when a run begins.</summary>
internal sealed class WatchedReplays(IReplayStore inner) : IReplayStore
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> ended = new(StringComparer.Ordinal);

    /// <summary>Called after a run of a version began.</summary>
    public Func<string, Task>? Began { get; set; }

    /// <summary>Done when a run of this replay has said how it ended.</summary>
    public Task Ended(string id) => Of(id).Task;

    public Task<StoredReplay?> FindAsync(string version, CancellationToken cancellationToken) => inner.FindAsync(version, cancellationToken);

    public Task<Replay> StartAsync(Replay replay, CancellationToken cancellationToken) => inner.StartAsync(replay, cancellationToken);

    public async Task<long?> BeginAsync(string version, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var run = await inner.BeginAsync(version, id, at, cancellationToken);
        if (Began is { } began) await began(version);
        return run;
    }

    public Task<bool> ReportAsync(ReplayRun run, ReplayProgress progress, CancellationToken cancellationToken) => inner.ReportAsync(run, progress, cancellationToken);

    public async Task<bool> FinishAsync(ReplayRun run, ReplayEnd end, CancellationToken cancellationToken)
    {
        var finished = await inner.FinishAsync(run, end, cancellationToken);
        Of(run.Id).TrySetResult();
        return finished;
    }

    public Task<Replay?> CancelAsync(string version, DateTimeOffset at, CancellationToken cancellationToken) => inner.CancelAsync(version, at, cancellationToken);

    private TaskCompletionSource Of(string id) => ended.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
