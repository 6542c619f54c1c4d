using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Drifts;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Drifts;

/// <summary>Looks after windows: closes them, has them judged, and ends the alerts of models that answer no more. All of its state is in the catalogue.</summary>
public sealed partial class DriftGrain(IDriftStore store, DriftJudge judge, DriftSettings settings, TimeProvider clock, ILogger<DriftGrain> log) : Grain, IDriftGrain, IRemindable
{
    private const string Watchdog = "watchdog";
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);

    private IModelGrain Models => GrainFactory.GetGrain<IModelGrain>(this.GetPrimaryKeyString());

    /// <summary>Begins to look after windows.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(TryCheckAsync, new GrainTimerCreationOptions(settings.CheckInterval, settings.CheckInterval) { KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => this.RegisterOrUpdateReminder(Watchdog, WatchdogPeriod, WatchdogPeriod, cancellationToken);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => TryCheckAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async Task<int> CheckAsync(CancellationToken cancellationToken)
    {
        var due = Due;
        foreach (var open in await store.ListOpenAsync(cancellationToken))
        {
            if (open.Since <= due.OpenSince && open.Rows >= due.LeastRows) await store.CloseAsync(open.ModelVersion, due, cancellationToken);
        }

        var registry = await Models.GetAsync(cancellationToken);
        var judged = 0;
        foreach (var window in await store.ListUnjudgedAsync(cancellationToken))
        {
            if (await judge.JudgeAsync(window, registry, cancellationToken)) judged++;
        }

        await EndOthersAsync(registry, cancellationToken);
        return judged;
    }

    /// <inheritdoc/>
    public async Task<DriftOutcome> GetAsync(string? modelVersion, long? window, int histograms, CancellationToken cancellationToken)
    {
        var registry = await Models.GetAsync(cancellationToken);
        if (modelVersion is not null && registry.Versions.All(known => known.Version != modelVersion))
            return new DriftOutcome(DriftStatus.UnknownVersion, null, null, $"There is no model version '{modelVersion}'.");
        var found = window is { } number ? await store.FindWindowAsync(number, cancellationToken) : null;
        if (window is not null && (found?.Report is null || (modelVersion is not null && found.ModelVersion != modelVersion)))
            return new DriftOutcome(DriftStatus.UnknownWindow, null, null, DriftProblems.UnknownWindow(window.Value, modelVersion));
        if ((modelVersion ?? found?.ModelVersion ?? registry.Champion) is not { } version) return new DriftOutcome(DriftStatus.NoChampion, null, null, DriftProblems.NoChampion);
        var open = OpenOf((await store.ListOpenAsync(cancellationToken)).FirstOrDefault(candidate => candidate.ModelVersion == version));
        found ??= await store.FindJudgedAsync(version, null, cancellationToken);
        return found is not null && await judge.ReadAsync(found, histograms, cancellationToken) is { } view
            ? new DriftOutcome(DriftStatus.Found, view, open, null)
            : new DriftOutcome(DriftStatus.NoWindow, null, open, DriftProblems.NoWindow(version, open, settings));
    }

    /// <inheritdoc/>
    public async Task<AlertOutcome> AcknowledgeAsync(string alertId, string actor, string? reason, CancellationToken cancellationToken) =>
        await store.AcknowledgeAsync(alertId, actor, reason, cancellationToken) is { } alert
            ? new AlertOutcome(alert.AcknowledgedBy == actor ? AlertStatus.Done : AlertStatus.ByAnother, alert)
            : new AlertOutcome(AlertStatus.NotFound, null);

    private WindowCondition Due => new(clock.GetUtcNow() - settings.WindowLength, settings.LeastRows);

    private DriftOpenWindow? OpenOf(OpenDriftWindow? open) => open is null
        ? null
        : new DriftOpenWindow(open.Since, open.Rows, Math.Max(0, settings.LeastRows - open.Rows), open.Since + settings.WindowLength);

    private async Task EndOthersAsync(ModelRegistryView registry, CancellationToken cancellationToken)
    {
        string[] answering = [.. new[] { registry.Champion, registry.Challenger }.OfType<string>()];
        var standing = await store.ListAlertsAsync(new AlertQuery(Limit: AlertQuery.MaxLimit), cancellationToken);
        if (standing.Items.Any(alert => !answering.Contains(alert.ModelVersion))) await store.ClearOthersAsync(answering, "The model does not answer any more.", cancellationToken);
    }

    private async Task TryCheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The store may be away for a while: windows wait.
            LogFailed(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Windows of drift could not be looked after; trying again")]
    private partial void LogFailed(Exception error);
}
