using System.Globalization;
using Cluster.Abstractions.Experiments;
using Cluster.Catalog.Experiments;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Experiments;

namespace Cluster.Grains.Experiments;

/// <summary>Judges an experiment by its counts: shares, outcomes, errors, and what to do.</summary>
public static class ExperimentAnalysis
{
    /// <summary>The chance that a canary without more errors than its limit is stopped, over all looks and arms.</summary>
    public const double ErrorAlpha = 0.01;

    /// <summary>Judges.</summary>
    /// <param name="experiment">The experiment, with its tests of the looks before.</param>
    /// <param name="counts">Its exposures.</param>
    /// <param name="outcomes">Their outcomes.</param>
    /// <param name="champion">The champion of now.</param>
    /// <param name="now">The time.</param>
    public static ExperimentReport Of(
        Experiment experiment, IReadOnlyList<ExposureCount> counts, IReadOnlyList<OutcomeCount> outcomes, string? champion, DateTimeOffset now)
    {
        var spec = experiment.Spec;
        var options = Options(spec.Limits);
        var treatments = spec.Arms.Where(arm => arm.Name != spec.Control).ToArray();
        var before = experiment.Tests.IsEmpty ? null : Before(experiment, spec.Control);
        var state = ExperimentState.Look(before, Outcome(spec.Control), [.. treatments.Select(arm => Outcome(arm.Name))], options);
        var ratio = SampleRatio(experiment, counts);
        var elapsed = experiment.StartedAt is { } start ? (experiment.EndedAt ?? now) - start : TimeSpan.Zero;
        var decision = ExperimentDecision.Decide(state, ratio, elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed, options);
        var arms = spec.Arms.OrderBy(arm => arm.Name != spec.Control).Select(arm => Report(arm)).ToArray();
        string[] failing = [.. arms.Where(arm => !arm.IsControl && arm.ErrorPValue <= ErrorAlpha / treatments.Length).Select(arm => arm.Arm.Name)];
        var (verdict, winner, reason) = ((ExperimentVerdict)decision.Outcome, decision.Winner, decision.Reason);
        if (experiment.Status == ExperimentStatus.Draft) reason = "It was not started yet.";
        if (IsControlChanged(experiment, champion))
        {
            (verdict, winner, reason) = (
                ExperimentVerdict.Broken, null, $"The champion was {experiment.ControlVersion} when it started and another while it ran: the control is two things, so nothing may be concluded.");
        }

        if (winner is not null && failing.Contains(winner)) (verdict, winner, reason) = (ExperimentVerdict.Running, null, $"{decision.Winner} does better, but fails too often.");
        var control = arms[0];
        var rate = control.Observed == 0 ? 0.5 : (double)control.Successes / control.Observed;
        var needed = TwoRateSampleSize.Of(rate, spec.Limits.SmallestDifference, spec.Limits.Alpha / treatments.Length);
        return new ExperimentReport
        {
            Experiment = experiment,
            Arms = [.. arms],
            SampleRatio = new SampleRatioReport(ratio.ChiSquare, ratio.Degrees, ratio.SequentialPValue, ratio.Mismatch),
            Verdict = verdict,
            Winner = winner,
            Harmful = [.. decision.Harmful],
            Failing = [.. failing],
            Reason = reason,
            Recommendation = ExperimentAdvice.Of(experiment, verdict, winner, decision.Harmful, failing),
            NeededPerArm = needed,
            StillNeeded = arms.Sum(arm => Math.Max(0, needed - arm.Observed)),
        };

        ArmOutcome Outcome(string arm) => outcomes.FirstOrDefault(found => found.Arm == arm) is { } found ? new ArmOutcome(arm, found.Observed, found.Successes) : new ArmOutcome(arm, 0, 0);

        ArmReport Report(ExperimentArm arm)
        {
            var exposed = counts.Where(count => count.Arm == arm.Name).Sum(count => count.Exposed);
            var failed = counts.Where(count => count.Arm == arm.Name).Sum(count => count.Failed);
            var outcome = Outcome(arm.Name);
            var test = state.Treatments.FirstOrDefault(treatment => treatment.Outcome.Arm == arm.Name)?.Test;
            return new ArmReport
            {
                Arm = arm,
                IsControl = arm.Name == spec.Control,
                Exposed = exposed,
                Failed = failed,
                ErrorPValue = RateAboveLimit.PValue(failed, exposed, spec.Limits.ErrorLimit),
                Observed = outcome.Exposed,
                Successes = outcome.Successes,
                Test = test is null ? null : new TreatmentTest(arm.Name, test.Difference, test.PValue, test.Interval.Low, test.Interval.High),
            };
        }
    }

    private static ExperimentState Before(Experiment experiment, string control) => new(
        new ArmOutcome(control, 0, 0),
        [.. experiment.Tests.Select(test => new TreatmentState(new ArmOutcome(test.Arm, 0, 0), new SequentialDifference(test.Difference, test.PValue, new Interval(test.Low, test.High))))]);

    private static SampleRatioCheck SampleRatio(Experiment experiment, IReadOnlyList<ExposureCount> counts)
    {
        if (experiment.Periods.IsEmpty) return SampleRatioCheck.OfPeriods([]);
        var lengths = ArmRouting.History(experiment.Periods).Lengths();

        // A stratum that no allocation has is shown as one in which no arm has a share: whoever is counted there is a mismatch.
        var found = counts.GroupBy(count => (count.Period, count.Stratum)).ToDictionary(same => same.Key, same => same.ToDictionary(count => count.Arm, count => count.Exposed));
        var periods = found.Select(pair => (IReadOnlyList<ArmExposure>)[.. Arms(lengths.GetValueOrDefault(pair.Key) ?? new Dictionary<string, long>(), pair.Value)]);
        return SampleRatioCheck.OfPeriods([.. periods]);
    }

    private static IEnumerable<ArmExposure> Arms(IReadOnlyDictionary<string, long> lengths, Dictionary<string, long> counts)
    {
        foreach (var (arm, length) in lengths) yield return new ArmExposure(arm, length, counts.GetValueOrDefault(arm));
        foreach (var (arm, count) in counts.Where(pair => !lengths.ContainsKey(pair.Key))) yield return new ArmExposure(arm, 0, count);
        if (lengths.Count == 0) yield return new ArmExposure("none", 1, 0);
    }

    /// <summary>Whether the control is no longer what it was.</summary>
    public static bool IsControlChanged(Experiment experiment, string? champion) =>
        experiment.ControlChanged || (experiment is { Status: ExperimentStatus.Running, ControlVersion: { } control } && champion != control);

    private static ExperimentOptions Options(ExperimentLimits limits) => new()
    {
        Alpha = limits.Alpha,
        SmallestDifference = limits.SmallestDifference,
        LeastPerArm = limits.LeastPerArm,
        LeastDuration = TimeSpan.FromDays(limits.LeastDays),
        GreatestDuration = TimeSpan.FromDays(limits.GreatestDays),
    };
}

/// <summary>What to do about an experiment, in words.</summary>
internal static class ExperimentAdvice
{
    public static string Of(Experiment experiment, ExperimentVerdict verdict, string? winner, IReadOnlyList<string> harmful, IReadOnlyList<string> failing)
    {
        if (experiment.Status == ExperimentStatus.Draft) return "Start it.";
        if (experiment.Status == ExperimentStatus.Concluded) return Promotion(experiment, experiment.Winner) ?? "Nothing: it is concluded.";
        if (verdict == ExperimentVerdict.Broken) return "Conclude it without a winner, find out why, and create another one.";
        if (failing.Count > 0) return $"Stop it: {string.Join(" and ", failing)} fail{(failing.Count == 1 ? "s" : string.Empty)} too often.";
        if (verdict == ExperimentVerdict.Winner) return $"Conclude it with {winner}.";
        if (harmful.Count > 0) return $"Give {string.Join(" and ", harmful)} no share any more: worse than the control.";
        return verdict == ExperimentVerdict.Running && experiment.Status == ExperimentStatus.Running ? "Let it run." : "Conclude it without a winner.";
    }

    /// <summary>How the winner's model is promoted; null when there is nothing to promote.</summary>
    public static string? Promotion(Experiment experiment, string? winner) => winner is not null && experiment.Spec.ArmOf(winner)?.ModelVersion is { } version
        ? string.Create(CultureInfo.InvariantCulture, $"Promote the winner: cluster models promote {version} --evidence 'experiment {experiment.Id}'.")
        : null;
}
