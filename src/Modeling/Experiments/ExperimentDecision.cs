using static System.FormattableString;

namespace Cluster.Modeling.Experiments;

/// <summary>Whether an experiment goes on, and who has won.</summary>
/// <param name="Outcome">How it stands.</param>
/// <param name="Winner">The better arm; null unless <paramref name="Outcome"/> says that there is one.</param>
/// <param name="Harmful">Treatments that are worse than the control: they should get no more traffic, whatever the outcome.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ExperimentDecision(ExperimentOutcome Outcome, string? Winner, IReadOnlyList<string> Harmful, string Reason)
{
    /// <summary>Decides.</summary>
    /// <param name="state">What the arms have led to.</param>
    /// <param name="ratio">Whether the arms got their shares.</param>
    /// <param name="elapsed">Since the experiment started.</param>
    /// <param name="options">Its rules.</param>
    /// <remarks>
    /// In this order: arms without their shares break it; all treatments harmful ends it at once for the control; before the least duration and size it runs on; then a
    /// treatment that is better (p-value at most alpha over the number of treatments) wins, of several the one with the greatest difference; then all intervals inside
    /// the smallest difference that matters end it without one; then time.
    /// </remarks>
    public static ExperimentDecision Decide(ExperimentState state, SampleRatioCheck ratio, TimeSpan elapsed, ExperimentOptions options)
    {
        options.Check();
        var level = options.Alpha / state.Treatments.Count;
        double Gain(TreatmentState treatment) => options.MoreIsBetter ? treatment.Test.Difference : -treatment.Test.Difference;
        var harmful = state.Treatments.Where(treatment => treatment.Test.PValue <= level && Gain(treatment) < 0).Select(treatment => treatment.Outcome.Arm).ToArray();
        ExperimentDecision Of(ExperimentOutcome outcome, string? winner, string reason) => new(outcome, winner, harmful, reason);

        if (ratio.Mismatch)
        {
            return Of(ExperimentOutcome.Broken, null, Invariant(
                $"The arms did not get their shares (p {ratio.SequentialPValue:G2}): look for lost or doubled exposures; the results mean nothing."));
        }

        if (harmful.Length == state.Treatments.Count)
            return Of(ExperimentOutcome.Winner, state.Control.Arm, $"{string.Join(" and ", harmful)}: worse than {state.Control.Arm}.");
        var least = state.Treatments.Min(treatment => treatment.Outcome.Exposed);
        least = Math.Min(least, state.Control.Exposed);
        if (elapsed < options.LeastDuration)
            return Of(ExperimentOutcome.Running, null, Invariant($"It has run {elapsed.TotalDays:F1} of at least {options.LeastDuration.TotalDays:F1} days."));
        if (least < options.LeastPerArm && elapsed < options.GreatestDuration)
            return Of(ExperimentOutcome.Running, null, Invariant($"An arm has {least} of at least {options.LeastPerArm} exposed."));

        var best = state.Treatments.MaxBy(treatment => treatment.Test.PValue <= level ? Gain(treatment) : double.NegativeInfinity)!;
        if (least >= options.LeastPerArm && best.Test.PValue <= level && Gain(best) > 0)
        {
            return Of(ExperimentOutcome.Winner, best.Outcome.Arm, Invariant(
                $"{best.Outcome.Arm} differs from {state.Control.Arm} by {best.Test.Difference:+0.0000;-0.0000} ({best.Test.Interval.Low:+0.0000;-0.0000} to {best.Test.Interval.High:+0.0000;-0.0000}, p {best.Test.PValue:G2})."));
        }

        if (state.Treatments.All(treatment => treatment.Test.Interval.Low > -options.SmallestDifference && treatment.Test.Interval.High < options.SmallestDifference))
            return Of(ExperimentOutcome.NoDifference, null, Invariant($"No arm differs from {state.Control.Arm} by {options.SmallestDifference:G3}."));
        return elapsed >= options.GreatestDuration
            ? Of(ExperimentOutcome.Inconclusive, null, Invariant($"No answer after {elapsed.TotalDays:F1} days."))
            : Of(ExperimentOutcome.Running, null, "No answer yet.");
    }
}
