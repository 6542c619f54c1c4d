using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;

namespace Cluster.Grains.Replays;

/// <summary>Replays with one candidate: orders storing and running, and looks after it in case the silo that worked on it died. The work is <see cref="ReplayRunner"/>'s.</summary>
public sealed class ReplayGrain(IReplayStore store, ReplayRunner runner, TimeProvider clock) : Grain, IReplayGrain, IRemindable, IDisposable
{
    private const string Watchdog = "watchdog";
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    private string Version => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<ReplayOutcome> StartAsync(string id, ReplaySpec spec, CancellationToken cancellationToken)
    {
        var stored = (await store.FindAsync(Version, cancellationToken))?.Replay;
        if (stored?.Id == id) return Known(stored, spec);
        var registry = await Registry.GetAsync(cancellationToken);
        if (registry.Versions.All(known => known.Version != Version)) return new ReplayOutcome(CommandStatus.NotFound, null, $"There is no model version '{Version}'.");
        if (registry.Champion is not { } champion) return Refused(stored, "There is no champion to compare with: promote a version first.");
        if (champion == Version) return Refused(stored, $"Version '{Version}' is the champion: there is nothing to compare it with.");

        // The reminder comes first: a replay that is stored is looked after, whatever happens to this call.
        await this.RegisterOrUpdateReminder(Watchdog, WatchdogPeriod, WatchdogPeriod, cancellationToken);
        var replay = new Replay { Version = Version, Id = id, Champion = champion, Spec = spec, State = ReplayState.Queued, CreatedAt = clock.GetUtcNow() };
        stored = await store.StartAsync(replay, cancellationToken);
        if (stored.Id != id) return Refused(stored, $"Replay '{stored.Id}' of this version is not over: wait for it or cancel it.");
        Run(stored, registry);
        return new ReplayOutcome(CommandStatus.Done, stored);
    }

    /// <inheritdoc/>
    public async Task<ReplayOutcome> CancelAsync(CancellationToken cancellationToken)
    {
        if (await store.CancelAsync(Version, clock.GetUtcNow(), cancellationToken) is not { } replay)
            return new ReplayOutcome(CommandStatus.NotFound, null, $"There is no replay of version '{Version}'.");
        return replay.State == ReplayState.Cancelled ? new ReplayOutcome(CommandStatus.Done, replay) : Refused(replay, "The replay is over: there is nothing to cancel.");
    }

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var stored = await store.FindAsync(Version, CancellationToken.None);
        if (stored is { Replay.IsFinal: false })
        {
            if (running.IsCompleted) Run(stored.Replay, await Registry.GetAsync(CancellationToken.None));
            return;
        }

        if (await this.GetReminder(Watchdog) is { } reminder) await this.UnregisterReminder(reminder);
    }

    /// <summary>Ends the run; the replay goes on elsewhere.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await running;
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private IModelGrain Registry => GrainFactory.GetGrain<IModelGrain>(IModelGrain.Family);

    // Off this grain's scheduler. A run of an earlier replay finds that its time is over, and the watchdog begins the next one.
    private void Run(Replay replay, ModelRegistryView registry)
    {
        var since = registry.Versions.Where(known => known.Version == replay.Version || known.Version == replay.Champion).Select(known => known.RegisteredAt).DefaultIfEmpty(clock.GetUtcNow()).Max();
        var (before, token) = (running, stop.Token);
        running = Task.Run(
            async () =>
            {
                await before;
                try
                {
                    await runner.RunAsync(replay, since, token);
                }
                catch (OperationCanceledException)
                {
                    // The silo stops: another goes on.
                }
            },
            CancellationToken.None);
    }

    private static ReplayOutcome Known(Replay stored, ReplaySpec spec) => stored.Spec == spec
        ? new ReplayOutcome(CommandStatus.Done, stored)
        : Refused(stored, $"Replay '{stored.Id}' was started before with other options.");

    private static ReplayOutcome Refused(Replay? stored, string reason) => new(CommandStatus.Refused, stored, reason);
}
