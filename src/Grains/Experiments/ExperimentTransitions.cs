using System.Collections.Immutable;
using System.Globalization;
using Cluster.Abstractions.Experiments;

namespace Cluster.Grains.Experiments;

/// <summary>Experiments before and after a change that the rules allow. Each is logged with its reason.</summary>
public static class ExperimentTransitions
{
    /// <summary>A new draft.</summary>
    public static Experiment Created(string id, ExperimentSpec spec, ExperimentChange change, DateTimeOffset now) =>
        Logged(new Experiment { Id = id, Spec = spec, CreatedAt = now }, ExperimentAction.Created, change, Shares(spec.Arms), now);

    /// <summary>A started one.</summary>
    public static Experiment Started(Experiment experiment, string? champion, ExperimentChange change, DateTimeOffset now)
    {
        var started = experiment with
        {
            Status = ExperimentStatus.Running,
            StartedAt = now,
            ControlVersion = experiment.Spec.Kind == ExperimentKind.Model ? champion : null,
            Periods = [new ExperimentPeriod(now, ArmRouting.Next([], experiment.Spec.Arms))],
        };
        return Logged(started, ExperimentAction.Started, change, Shares(experiment.Spec.Arms), now);
    }

    /// <summary>One with other shares; while it runs, a new period begins.</summary>
    public static Experiment WithShares(Experiment experiment, ImmutableArray<ExperimentArm> arms, ExperimentChange change, DateTimeOffset now)
    {
        var changed = experiment with { Spec = experiment.Spec with { Arms = arms } };
        if (experiment.Status == ExperimentStatus.Running)
            changed = changed with { Periods = experiment.Periods.Add(new ExperimentPeriod(now, ArmRouting.Next(experiment.Periods, arms))) };
        return Logged(changed, ExperimentAction.SharesSet, change, Shares(arms), now);
    }

    /// <summary>A stopped one.</summary>
    public static Experiment Stopped(Experiment experiment, ExperimentAction action, ExperimentChange change, DateTimeOffset now) =>
        Logged(experiment with { Status = ExperimentStatus.Stopped, EndedAt = now }, action, change, null, now);

    /// <summary>A concluded one.</summary>
    public static Experiment Concluded(Experiment experiment, string? winner, ExperimentReport? report, ExperimentChange change, DateTimeOffset now)
    {
        var concluded = experiment with { Status = ExperimentStatus.Concluded, Winner = winner, EndedAt = experiment.EndedAt ?? now };
        return Logged(concluded, ExperimentAction.Concluded, change, $"{(winner is null ? "no winner" : $"winner {winner}")}; the figures: {report?.Reason ?? "none"}", now);
    }

    /// <summary>One whose tests have looked once more; not a change for anybody who compares revisions.</summary>
    /// <returns>The same object when nothing is new.</returns>
    public static Experiment Looked(Experiment experiment, ExperimentReport report, string? champion)
    {
        if (experiment.Status != ExperimentStatus.Running) return experiment;
        var tests = report.Arms.Select(arm => arm.Test).OfType<TreatmentTest>().ToImmutableArray();
        var changed = ExperimentAnalysis.IsControlChanged(experiment, champion);
        return tests.SequenceEqual(experiment.Tests) && changed == experiment.ControlChanged ? experiment : experiment with { Tests = tests, ControlChanged = changed };
    }

    private static Experiment Logged(Experiment experiment, ExperimentAction action, ExperimentChange change, string? details, DateTimeOffset now)
    {
        var revision = experiment.Revision + 1;
        return experiment with { Revision = revision, Log = experiment.Log.Add(new ExperimentLogEntry(now, change.Actor, action, change.Reason, details, revision)) };
    }

    private static string Shares(IEnumerable<ExperimentArm> arms) =>
        string.Join(", ", arms.Select(arm => string.Create(CultureInfo.InvariantCulture, $"{arm.Name} {arm.Share * 100:0.####} %")));
}
