using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Cluster.Modeling.Experiments;

/// <summary>A one-sided test that a rate is above a limit, which may be looked at after every outcome.</summary>
/// <remarks>
/// The likelihood of a rate drawn evenly from (limit, 1], over that of the limit itself:
/// <c>B(k + 1, n - k + 1) (1 - I_limit(k + 1, n - k + 1)) / (1 - limit) / (limit^k (1 - limit)^(n - k))</c> for k of n, with the beta function B and the regularised
/// incomplete beta function I. For every true rate at or below the limit it is a non-negative supermartingale that starts at 1, so the chance that it ever reaches
/// 1 / alpha is at most alpha (Ville); exact, not an approximation. The p-value is its inverse, at most 1.
/// Source: Robbins, "Statistical Methods Related to the Law of the Iterated Logarithm", Annals of Mathematical Statistics 41, 1970 (mixtures).
/// </remarks>
public static class RateAboveLimit
{
    // From here on the beta distribution's tail is taken from the normal one: the series for it would need more terms than the library allows it.
    private const long SeriesBelow = 2000;

    /// <summary>Tests.</summary>
    /// <param name="events">At least 0.</param>
    /// <param name="trials">At least <paramref name="events"/>.</param>
    /// <param name="limit">In [0, 1].</param>
    /// <returns>The p-value at this look.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double PValue(long events, long trials, double limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, events);
        if (!(limit is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(limit), limit, "The limit must be in [0, 1].");
        if (events == 0 || limit >= 1 || events <= limit * trials) return 1;
        if (limit <= 0) return 0;
        double a = events + 1, b = trials - events + 1;
        var log = SpecialFunctions.BetaLn(a, b) + Math.Log(TailAbove(limit, a, b)) - Math.Log(1 - limit)
            - (events * Math.Log(limit)) - ((trials - events) * Math.Log(1 - limit));
        return Math.Min(1, Math.Exp(-log));
    }

    private static double TailAbove(double limit, double a, double b)
    {
        if (a + b < SeriesBelow) return SpecialFunctions.BetaRegularized(b, a, 1 - limit);
        var mean = a / (a + b);
        return Normal.CDF(limit, Math.Sqrt(mean * (1 - mean) / (a + b + 1)), mean);
    }
}
