using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Experiments;

/// <summary>An always-valid test of the difference between two rates: it may be looked at after every outcome, and stopped at any look.</summary>
/// <param name="Difference">Rate of the treatment minus that of the control at the last look.</param>
/// <param name="PValue">The least of all looks so far. Under no difference the chance that it ever falls to alpha is at most alpha.</param>
/// <param name="Interval">
/// The confidence sequence: with probability 1 - alpha the true difference is in the intervals of all looks at once, so it is in what they have in common, which this is.
/// Where a look has nothing in common with those before (the difference changes over time, or luck) it starts anew with that look.
/// </param>
/// <remarks>
/// <para>Mixture sequential probability ratio test with a normal mixture of standard deviation tau around no difference. With the difference d and its variance
/// <c>s^2 = v_0 / n_0 + v_1 / n_1</c> the ratio is <c>sqrt(s^2 / (s^2 + tau^2)) exp(tau^2 d^2 / (2 s^2 (s^2 + tau^2)))</c>, the p-value its inverse, and the interval
/// <c>d +- sqrt(s^2 (s^2 + tau^2) / tau^2 (2 ln(1 / alpha) + ln((s^2 + tau^2) / s^2)))</c>. Source: Johari, Koomen, Pekelis and Walsh, "Always Valid Inference: Continuous
/// Monitoring of A/B Tests", Operations Research 70, 2022 (first "Peeking at A/B Tests", KDD 2017), there for arms of equal size, for which this is the same.</para>
/// <para>It rests on the normal approximation, which is worst where a small arm has few successes. So the variance is the greater one of each arm's own rate and of both
/// arms' common rate, <c>v (1 / n_0 + 1 / n_1)</c>; rates in it are <c>(successes + 1) / (exposed + 2)</c>; and nothing is concluded before both arms have
/// <see cref="LeastPerArm"/>. With the arms' own rates alone, at a rate of 0.05 and a share of 0.1, 8 % of experiments without a difference found one at 0.05 when looked at
/// after every outcome; so it is below 3 % at every rate and share that the tests simulate.</para>
/// </remarks>
public sealed record SequentialDifference(double Difference, double PValue, Interval Interval)
{
    /// <summary>Exposed in each arm before the first conclusion.</summary>
    public const int LeastPerArm = 50;

    /// <summary>Before the first look.</summary>
    public static SequentialDifference Start { get; } = new(0, 1, new Interval(-1, 1));

    /// <summary>Looks.</summary>
    /// <param name="control">Everything that the control has led to so far.</param>
    /// <param name="treatment">Everything that the treatment has led to so far.</param>
    /// <param name="tau">The size of difference that is expected where there is one, in (0, 1]; it moves power, not validity.</param>
    /// <param name="alpha">Of the interval; in (0, 1).</param>
    /// <returns>The state after this look; this one is not changed.</returns>
    /// <exception cref="ArgumentException">An arm has more successes than exposed, or a negative count.</exception>
    public SequentialDifference Look(ArmOutcome control, ArmOutcome treatment, double tau, double alpha)
    {
        if (!(tau is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(tau), tau, "Tau must be in (0, 1].");
        if (!(alpha is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must be in (0, 1).");
        control.Check();
        treatment.Check();
        var difference = treatment.Rate - control.Rate;
        if (Math.Min(control.Exposed, treatment.Exposed) < LeastPerArm) return this with { Difference = difference };

        var variance = Math.Max(
            Variance(control.Successes, control.Exposed, 1.0 / control.Exposed) + Variance(treatment.Successes, treatment.Exposed, 1.0 / treatment.Exposed),
            Variance(control.Successes + treatment.Successes, control.Exposed + treatment.Exposed, (1.0 / control.Exposed) + (1.0 / treatment.Exposed)));
        var mixed = variance + (tau * tau);
        var logRatio = (0.5 * Math.Log(variance / mixed)) + (tau * tau * difference * difference / (2 * variance * mixed));
        var half = Math.Sqrt(variance * mixed / (tau * tau) * ((2 * Math.Log(1 / alpha)) + Math.Log(mixed / variance)));
        var (low, high) = (Math.Max(-1, difference - half), Math.Min(1, difference + half));
        var common = new Interval(Math.Max(low, Interval.Low), Math.Min(high, Interval.High));
        return new SequentialDifference(
            difference, Math.Min(PValue, Math.Exp(-logRatio)), common.Low <= common.High ? common : new Interval(low, high));
    }

    private static double Variance(long successes, long exposed, double scale)
    {
        var rate = (successes + 1.0) / (exposed + 2.0);
        return rate * (1 - rate) * scale;
    }
}
