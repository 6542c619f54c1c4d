using System.Collections.Immutable;
using System.Globalization;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Models;

namespace Cluster.Grains.Experiments;

/// <summary>Decides whether an experiment may change, on what is stored; changes nothing.</summary>
public static class ExperimentRules
{
    /// <summary>Whether an experiment may be created.</summary>
    /// <param name="all">All experiments.</param>
    /// <param name="id">Its id.</param>
    /// <param name="spec">What it is about.</param>
    /// <param name="change">Who and why.</param>
    /// <param name="cluster">What this cluster has.</param>
    public static ExperimentRuling Create(ExperimentsView all, string id, ExperimentSpec spec, ExperimentChange change, ExperimentSurroundings cluster)
    {
        if (Actor(change) is { } bad) return bad;
        if (SpecRules.Check(spec) is { } wrong) return ExperimentRuling.Bad(wrong.Field, wrong.Problem);
        if (all.Experiments.FirstOrDefault(known => known.Id == id) is { } known)
        {
            var first = known.Spec with { Arms = [.. known.Spec.Arms.Select(arm => arm with { Share = spec.ArmOf(arm.Name)?.Share ?? arm.Share })] };
            return first.SaysTheSameAs(spec) ? ExperimentRuling.AlreadySo : ExperimentRuling.No($"The id '{id}' was used for another experiment, '{known.Spec.Name}'.");
        }

        if (all.Experiments.Length >= IExperimentGrain.MaxExperiments)
            return ExperimentRuling.No($"There are {all.Experiments.Length} experiments, the most that are kept: delete some that are over.");
        if (!cluster.Metrics.Contains(spec.Metric))
            return ExperimentRuling.Bad("metric", $"metric '{spec.Metric}' cannot be measured by this cluster; it measures {string.Join(", ", cluster.Metrics)}.");
        return Versions(spec, cluster) ?? ExperimentRuling.Yes;
    }

    /// <summary>Whether an experiment may start. Its versions must be loaded and run once besides.</summary>
    public static ExperimentRuling Start(ExperimentsView all, Experiment experiment, ExperimentChange change, ExperimentSurroundings cluster)
    {
        if (Actor(change) is { } bad) return bad;
        if (experiment.Status == ExperimentStatus.Running) return ExperimentRuling.AlreadySo;
        if (Stale(experiment, change) is { } stale) return stale;
        if (experiment.Status != ExperimentStatus.Draft)
            return ExperimentRuling.No("It is over. Who was in an arm before would be counted from the middle: create another experiment, with another salt.");
        var running = all.Experiments.Where(other => other.Status == ExperimentStatus.Running).ToArray();
        if (running.Length >= IExperimentGrain.MaxRunning) return ExperimentRuling.No($"{running.Length} experiments run already, the most that may: stop one first.");
        if (running.FirstOrDefault(other => Excludes(other.Spec, experiment.Spec)) is { } rival)
            return ExperimentRuling.No($"The experiment '{rival.Spec.Name}' ({rival.Id}) runs, and an answer cannot obey both: stop it first.");
        return Versions(experiment.Spec, cluster) ?? ExperimentRuling.Yes;
    }

    /// <summary>Whether the shares may change.</summary>
    /// <returns>The ruling, and the arms with all shares when it allows it.</returns>
    public static (ExperimentRuling Ruling, ImmutableArray<ExperimentArm> Arms) SetShares(Experiment experiment, IReadOnlyDictionary<string, double> shares, ExperimentChange change)
    {
        var arms = experiment.Spec.Arms;
        if (Actor(change) is { } bad) return (bad, arms);
        if (shares.Count == 0) return (ExperimentRuling.Bad("shares", "shares is empty: name arms with their new shares."), arms);
        if (shares.Keys.FirstOrDefault(name => experiment.Spec.ArmOf(name) is null) is { } unknown)
            return (ExperimentRuling.Bad("shares", $"There is no arm '{unknown}'; the arms are {string.Join(", ", arms.Select(arm => arm.Name))}."), arms);
        var changed = arms.Select(arm => shares.TryGetValue(arm.Name, out var share) ? arm with { Share = share } : arm).ToImmutableArray();
        if (SpecRules.CheckShares(changed) is { } wrong) return (ExperimentRuling.Bad("shares", wrong), arms);
        if (changed.SequenceEqual(arms)) return (ExperimentRuling.AlreadySo, arms);
        if (Stale(experiment, change) is { } stale) return (stale, arms);
        if (experiment.Status is not (ExperimentStatus.Draft or ExperimentStatus.Running)) return (ExperimentRuling.No("It is over: nobody is in an arm any more."), arms);
        return experiment.Periods.Length >= Experiment.MaxPeriods
            ? (ExperimentRuling.No($"Its shares were changed {Experiment.MaxPeriods - 1} times, the most that can be told apart: conclude it and create another."), arms)
            : (ExperimentRuling.Yes, changed);
    }

    /// <summary>Whether it may be stopped.</summary>
    public static ExperimentRuling Stop(Experiment experiment, ExperimentChange change)
    {
        if (Actor(change) is { } bad) return bad;
        if (experiment.Status == ExperimentStatus.Stopped) return ExperimentRuling.AlreadySo;
        if (Stale(experiment, change) is { } stale) return stale;
        return experiment.Status == ExperimentStatus.Running ? ExperimentRuling.Yes : ExperimentRuling.No(
            experiment.Status == ExperimentStatus.Draft ? "It does not run: it was not started yet." : "It does not run: it is concluded.");
    }

    /// <summary>Whether it may be concluded.</summary>
    /// <param name="report">How it stands; null for a draft.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="winner">The arm; null for none.</param>
    /// <param name="change">Who, why, and what they saw.</param>
    public static ExperimentRuling Conclude(Experiment experiment, ExperimentReport? report, string? winner, ExperimentChange change)
    {
        if (Actor(change) is { } bad) return bad;
        if (winner is not null && experiment.Spec.ArmOf(winner) is null)
            return ExperimentRuling.Bad("winner", $"There is no arm '{winner}'; the arms are {string.Join(", ", experiment.Spec.Arms.Select(arm => arm.Name))}.");
        if (experiment.Status == ExperimentStatus.Concluded)
            return experiment.Winner == winner ? ExperimentRuling.AlreadySo : ExperimentRuling.No($"It is concluded already, with {(experiment.Winner is { } won ? $"the winner '{won}'" : "no winner")}.");
        if (Stale(experiment, change) is { } stale) return stale;
        if (experiment.Status == ExperimentStatus.Draft) return ExperimentRuling.No("It was not started yet: there is nothing to conclude.");
        if (winner is null || report is null) return ExperimentRuling.Yes;
        if (report.Verdict == ExperimentVerdict.Broken) return ExperimentRuling.No($"{report.Reason} So no winner can be named: conclude it without one.");
        return report.Winner != winner && string.IsNullOrWhiteSpace(change.Reason)
            ? ExperimentRuling.Bad("reason", $"The figures do not name '{winner}' ({report.Reason}): give a reason, which is recorded.")
            : ExperimentRuling.Yes;
    }

    /// <summary>Whether it may be forgotten.</summary>
    public static ExperimentRuling Delete(Experiment experiment, ExperimentChange change) => Actor(change) ?? Stale(experiment, change)
        ?? (experiment.Status == ExperimentStatus.Running ? ExperimentRuling.No("It runs: stop it first.") : ExperimentRuling.Yes);

    // Tracks and users are answered by different calls, but thresholds of both meet when a user looks at a track.
    private static bool Excludes(ExperimentSpec one, ExperimentSpec other) => one.Kind == other.Kind && one.Kind switch
    {
        ExperimentKind.Model => one.Unit == other.Unit,
        ExperimentKind.Thresholds => true,
        _ => false,
    };

    private static ExperimentRuling? Versions(ExperimentSpec spec, ExperimentSurroundings cluster)
    {
        if (spec.Kind != ExperimentKind.Model) return null;
        if (cluster.Registry.Champion is not { } champion) return ExperimentRuling.No("There is no champion for the control yet: promote one first.");
        foreach (var (arm, index) in spec.Arms.Select((arm, index) => (arm, index)))
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"arms[{index}].version");
            if (arm.ModelVersion is not { } version) continue;
            if (cluster.Registry.Versions.FirstOrDefault(known => known.Version == version) is not { } record)
            {
                return new ExperimentRuling(
                    ExperimentChangeStatus.UnknownVersion, $"Version '{version}' of arm '{arm.Name}' is not registered: `cluster models list` shows those that are.", field);
            }

            if (!cluster.Computes(record.SchemaId))
            {
                return new ExperimentRuling(
                    ExperimentChangeStatus.SchemaMismatch,
                    $"Version '{version}' of arm '{arm.Name}' reads features of schema '{record.SchemaId}', which this cluster cannot compute: it could tag nothing.",
                    field);
            }

            if (version == champion) return ExperimentRuling.Bad(field, $"Version '{version}' of arm '{arm.Name}' is the champion, which the control stands for already.");
        }

        return null;
    }

    private static ExperimentRuling? Actor(ExperimentChange change) =>
        change.Validate() is { } problem ? ExperimentRuling.Bad(problem.Split(' ')[0], problem) : null;

    private static ExperimentRuling? Stale(Experiment experiment, ExperimentChange change) => change.ExpectedRevision is not { } expected || expected == experiment.Revision
        ? null
        : new ExperimentRuling(
            ExperimentChangeStatus.OtherRevision,
            string.Create(CultureInfo.InvariantCulture, $"The experiment is at revision {experiment.Revision} by now, not {expected}: look again, then repeat the change."));
}

/// <summary>What an experiment has to fit to.</summary>
/// <param name="Registry">Model versions and aliases.</param>
/// <param name="Computes">Whether this cluster can compute a schema.</param>
/// <param name="Metrics">The metrics that it can measure.</param>
public sealed record ExperimentSurroundings(ModelRegistryView Registry, Func<string, bool> Computes, ImmutableArray<ExperimentMetric> Metrics);
