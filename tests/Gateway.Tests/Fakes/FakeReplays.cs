using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>Replays in memory.</summary>
internal sealed class FakeReplays : IReplayReader
{
    public StoredReplay? Stored { get; set; }

    public Task<StoredReplay?> FindAsync(string version, CancellationToken cancellationToken) => Task.FromResult(Stored?.Replay.Version == version ? Stored : null);
}

/// <summary>Starts what it is asked for, and answers with <see cref="Answer"/> where a test sets one.</summary>
internal sealed class FakeReplayGrain(string version) : IReplayGrain
{
    public List<(string Id, ReplaySpec Spec)> Started { get; } = [];

    public ReplayOutcome? Answer { get; set; }

    public Task<ReplayOutcome> StartAsync(string id, ReplaySpec spec, CancellationToken cancellationToken)
    {
        Started.Add((id, spec));
        return Task.FromResult(Answer ?? new ReplayOutcome(CommandStatus.Done, Of(version, id, ReplayState.Queued, spec)));
    }

    public Task<ReplayOutcome> CancelAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Answer ?? new ReplayOutcome(CommandStatus.Done, Of(version, "r", ReplayState.Cancelled, new ReplaySpec())));

    public static Replay Of(string version, string id, ReplayState state, ReplaySpec spec) => new()
    {
        Version = version,
        Id = id,
        Champion = "lr-1",
        Spec = spec,
        State = state,
        Progress = new ReplayProgress(12, 40, 96, 1),
        CreatedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };
}
