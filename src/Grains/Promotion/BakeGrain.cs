using System.Text.Json;
using Cluster.Abstractions.Models;
using Cluster.Modeling.Promotion;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Promotion;

/// <summary>Looks at a new champion every few seconds, and asks the registry to go back when a limit breaks. Rules are in <see cref="BakeDecision"/>; it keeps nothing.</summary>
/// <remarks>
/// A timer looks while this is active, a reminder brings it back within a minute when its silo dies. What it asks for names the registry's revision that it saw: when an operator moved the champion
/// meanwhile, it is refused, and the next look begins anew. So a rollback happens once, and never to another champion.
/// </remarks>
public sealed partial class BakeGrain(BakeWindows windows, PromotionOptions options, TimeProvider clock, ILogger<BakeGrain> log) : Grain, IBakeGrain, IRemindable
{
    /// <summary>Who rolls back by itself, as the audit log names it.</summary>
    public const string Actor = "cluster";

    private const string Watchdog = "watchdog";
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);

    // The promotion that armed this is stored a moment later.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private long armedAt;
    private IGrainTimer? timer;

    /// <summary>Begins to look.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        StartTimer();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ArmAsync(CancellationToken cancellationToken)
    {
        StartTimer();
        await this.RegisterOrUpdateReminder(Watchdog, WatchdogPeriod, WatchdogPeriod, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => CheckAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var registry = await Registry.GetAsync(cancellationToken);
        if (registry.Bake is not { IsOpen: true } bake || registry.Champion != bake.Version)
        {
            if (clock.GetElapsedTime(armedAt) >= Patience) await DisarmAsync();
            return;
        }

        var (decision, evidence) = await windows.DecideAsync(bake, cancellationToken);
        if (decision.Outcome == BakeOutcome.Watching) return;
        var entry = new Entry([.. decision.Broken.Select(PromotionJudge.NameOf)], evidence, bake.Limits);
        var change = new ModelChange { Actor = Actor, Reason = decision.Reason, Evidence = JsonSerializer.Serialize(entry, Json), ExpectedRevision = registry.Revision };
        var outcome = decision.Outcome == BakeOutcome.RollBack
            ? await Registry.RollbackAsync(change, cancellationToken)
            : await Registry.HoldAsync(bake.Version, change, cancellationToken);
        if (outcome.Status != ModelChangeStatus.Done) LogRefused(bake.Version, outcome.Problem ?? "no reason given");
        else if (decision.Outcome == BakeOutcome.RollBack) LogRolledBack(bake.Version, bake.Former, decision.Reason);
        else LogHeld(bake.Version, decision.Reason);
    }

    private IModelGrain Registry => GrainFactory.GetGrain<IModelGrain>(this.GetPrimaryKeyString());

    private void StartTimer()
    {
        armedAt = clock.GetTimestamp();
        timer ??= this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(options.BakePeriod, options.BakePeriod) { KeepAlive = true });
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The database or the registry may be away: the next look is soon.
            LogLookFailed(error);
        }
    }

    private async Task DisarmAsync()
    {
        timer?.Dispose();
        timer = null;
        if (await this.GetReminder(Watchdog) is { } reminder) await this.UnregisterReminder(reminder);

        // Armed again meanwhile: that call's reminder may be the one that has just gone.
        if (timer is not null) await this.RegisterOrUpdateReminder(Watchdog, WatchdogPeriod, WatchdogPeriod);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Champion {Version} broke a limit and was rolled back to {Former}: {Reason}")]
    private partial void LogRolledBack(string version, string former, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Champion {Version} stays: {Reason}")]
    private partial void LogHeld(string version, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watch over champion {Version} could not be ended; looking again soon: {Reason}")]
    private partial void LogRefused(string version, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The new champion could not be looked at; trying again")]
    private partial void LogLookFailed(Exception error);

    private sealed record Entry(IReadOnlyList<string> Broken, BakeEvidence Counts, BakeLimits Limits);
}
