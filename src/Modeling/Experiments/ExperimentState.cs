namespace Cluster.Modeling.Experiments;

/// <summary>How an experiment's treatments compare to its control after all looks so far.</summary>
/// <param name="Control">What the control has led to.</param>
/// <param name="Treatments">What each treatment has led to, and its test against the control.</param>
public sealed record ExperimentState(ArmOutcome Control, IReadOnlyList<TreatmentState> Treatments)
{
    /// <summary>Looks at everything so far.</summary>
    /// <param name="previous">The state of the look before; null at the first.</param>
    /// <param name="control">What the control has led to.</param>
    /// <param name="treatments">What each treatment has led to; at least one, each name once.</param>
    /// <param name="options">The experiment's rules.</param>
    /// <remarks>Each treatment's interval is at alpha over the number of treatments (Bonferroni), so that alpha holds for all of them together.</remarks>
    /// <exception cref="ArgumentException">There is no treatment, or two have one name.</exception>
    public static ExperimentState Look(ExperimentState? previous, ArmOutcome control, IReadOnlyList<ArmOutcome> treatments, ExperimentOptions options)
    {
        options.Check();
        if (treatments.Count == 0) throw new ArgumentException("An experiment needs at least one arm beside the control.", nameof(treatments));
        if (treatments.Append(control).Select(arm => arm.Arm).Distinct(StringComparer.Ordinal).Count() <= treatments.Count)
            throw new ArgumentException("Two arms have the same name.", nameof(treatments));
        return new ExperimentState(control, [.. treatments.Select(treatment =>
        {
            var before = previous?.Treatments.FirstOrDefault(known => known.Outcome.Arm == treatment.Arm)?.Test ?? SequentialDifference.Start;
            return new TreatmentState(treatment, before.Look(control, treatment, options.SmallestDifference, options.Alpha / treatments.Count));
        })]);
    }
}

/// <summary>A treatment and its test against the control.</summary>
/// <param name="Outcome">What the treatment has led to.</param>
/// <param name="Test">The test after all looks so far.</param>
public sealed record TreatmentState(ArmOutcome Outcome, SequentialDifference Test);
