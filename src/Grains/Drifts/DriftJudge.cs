using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Drifts;

namespace Cluster.Grains.Drifts;

/// <summary>Judges closed windows and stores what they come to.</summary>
public sealed class DriftJudge(IDriftStore store, ILabelFigures labels, ModelFactsCache facts, DriftSettings settings, TimeProvider clock)
{
    // Labelled predictions that one report looks at, the newest first.
    private const int MostLabelled = 20_000;

    /// <summary>Judges a window; one that is judged already stays as it is.</summary>
    /// <param name="window">The window.</param>
    /// <param name="registry">Since when the model is registered.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False when it was judged already.</returns>
    public async Task<bool> JudgeAsync(ClosedDriftWindow window, ModelRegistryView registry, CancellationToken cancellationToken)
    {
        var version = window.ModelVersion;
        var model = await facts.FindAsync(version, cancellationToken);
        var previous = DriftViewJson.Read((await store.FindJudgedAsync(version, window.Number, cancellationToken))?.Report);

        // Earlier labels may be what the model was trained on.
        var since = registry.Versions.FirstOrDefault(known => known.Version == version)?.RegisteredAt ?? DateTimeOffset.UnixEpoch;
        var labelled = await labels.ReadLabelledAsync(version, since, MostLabelled, cancellationToken);
        var view = await Task.Run(() => DriftReports.Make(window, model, previous, labelled, settings.Policy), cancellationToken);
        var standing = (await store.ListAlertsAsync(new AlertQuery(version), cancellationToken)).Items;
        return await store.JudgeAsync(
            new DriftJudgement(window.Number, DriftReports.FindingsOf(view), DriftViewJson.Write(view), AlertRules.Change(view, standing, settings)),
            new DriftRetention(settings.KeepWindows, clock.GetUtcNow() - settings.Retention),
            cancellationToken);
    }

    /// <summary>A judged window's report with histograms.</summary>
    internal async Task<DriftView?> ReadAsync(ClosedDriftWindow window, int histograms, CancellationToken cancellationToken)
    {
        var model = await facts.FindAsync(window.ModelVersion, cancellationToken);
        return await Task.Run(
            () => DriftViewJson.Read(window.Report) is not { } view || model is null ? DriftViewJson.Read(window.Report)
                : DriftHistograms.Add(view, DriftReports.CountsOf(window), model, histograms),
            cancellationToken);
    }
}
