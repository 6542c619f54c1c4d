using Cluster.Modeling.Comparison;
using MathNet.Numerics;

namespace Cluster.Modeling.Experiments;

/// <summary>Whether the arms have got what their shares say. If not, assignment or logging is broken, and no result may be believed.</summary>
/// <param name="ChiSquare">Pearson's <c>sum (count - expected)^2 / expected</c>.</param>
/// <param name="Degrees">Its degrees of freedom.</param>
/// <param name="ChiSquarePValue">Its p-value: right for one look at a size fixed beforehand, for reading only.</param>
/// <param name="SequentialPValue">The p-value that holds however often one looks.</param>
/// <param name="Mismatch">True when <paramref name="SequentialPValue"/> is below alpha.</param>
/// <remarks>
/// <para>A chi-square test that is looked at after every exposure finds a mismatch sooner or later where there is none. So the decision is made by a Bayes factor of
/// "any shares, around the stated ones" against the stated ones: <c>D(a + x) / D(a) / prod share^x</c> with counts x, <c>D(a) = prod Gamma(a_i) / Gamma(sum a)</c> and
/// prior counts <c>a_i = c share_i</c>, averaged over c = 2, 100 and 10,000 so that both gross and fine mismatches are seen. Under the stated shares it is a
/// martingale of mean 1, so the chance that it ever reaches 1 / alpha is at most alpha (Ville). The p-value is its inverse, at most 1.</para>
/// <para>Where shares were changed on the way, the factors of the periods are multiplied. Source: Lindon and Malek, "Anytime-Valid Inference for Multinomial Count
/// Data", NeurIPS 2022; the alpha of 0.001 is the usual one for this check (Fabijan et al., KDD 2019).</para>
/// </remarks>
public sealed record SampleRatioCheck(double ChiSquare, int Degrees, double ChiSquarePValue, double SequentialPValue, bool Mismatch)
{
    private static readonly double[] Concentrations = [2, 100, 10_000];

    /// <summary>Checks exposures under one set of shares.</summary>
    public static SampleRatioCheck Of(IReadOnlyList<ArmExposure> arms, double alpha = 0.001) => OfPeriods([arms], alpha);

    /// <summary>Checks exposures under shares that were changed on the way.</summary>
    /// <param name="periods">One list of arms per set of shares.</param>
    /// <param name="alpha">The chance of a false alarm over all looks; in (0, 1).</param>
    /// <exception cref="ArgumentException">A share is not a finite number of at least 0, a count is negative, or a period has no share at all.</exception>
    public static SampleRatioCheck OfPeriods(IReadOnlyList<IReadOnlyList<ArmExposure>> periods, double alpha = 0.001)
    {
        if (!(alpha is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must be in (0, 1).");
        var (chiSquare, degrees) = (0.0, 0);
        var factors = new double[Concentrations.Length];
        foreach (var period in periods)
        {
            Check(period);
            var sum = period.Sum(arm => arm.Share);
            double total = period.Sum(arm => arm.Count);

            // Whoever is in an arm that gets nobody proves by that alone that something is wrong.
            if (period.Any(arm => arm.Share == 0 && arm.Count > 0)) return new SampleRatioCheck(double.PositiveInfinity, 1, 0, 0, true);
            var arms = period.Where(arm => arm.Share > 0).Select(arm => (Share: arm.Share / sum, arm.Count)).ToArray();
            if (total == 0) continue;
            chiSquare += arms.Sum(arm => Math.Pow(arm.Count - (total * arm.Share), 2) / (total * arm.Share));
            degrees += arms.Length - 1;
            for (var c = 0; c < factors.Length; c++) factors[c] += LogFactor(arms, total, Concentrations[c]);
        }

        // The mean of the factors, by its greatest so that nothing overflows.
        var greatest = factors.Max();
        var log = greatest + Math.Log(factors.Average(factor => Math.Exp(factor - greatest)));
        var p = Math.Min(1, Math.Exp(-log));
        return new SampleRatioCheck(chiSquare, degrees, ChiSquareTail.Of(degrees, chiSquare), p, p < alpha);
    }

    private static double LogFactor((double Share, long Count)[] arms, double total, double concentration)
    {
        var log = SpecialFunctions.GammaLn(concentration) - SpecialFunctions.GammaLn(concentration + total);
        foreach (var (share, count) in arms)
        {
            var prior = concentration * share;
            log += SpecialFunctions.GammaLn(prior + count) - SpecialFunctions.GammaLn(prior) - (count * Math.Log(share));
        }

        return log;
    }

    private static void Check(IReadOnlyList<ArmExposure> arms)
    {
        foreach (var arm in arms)
        {
            if (!(arm.Share >= 0 && double.IsFinite(arm.Share)))
                throw new ArgumentException(FormattableString.Invariant($"The share of '{arm.Arm}' is {arm.Share}; it must be at least 0."), nameof(arms));
            if (arm.Count < 0) throw new ArgumentException(FormattableString.Invariant($"The count of '{arm.Arm}' is {arm.Count}; it must be at least 0."), nameof(arms));
        }

        if (!arms.Any(arm => arm.Share > 0)) throw new ArgumentException("No arm has a share.", nameof(arms));
    }
}
