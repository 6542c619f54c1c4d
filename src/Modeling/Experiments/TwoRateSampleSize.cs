using MathNet.Numerics.Distributions;

namespace Cluster.Modeling.Experiments;

/// <summary>How many outcomes a comparison of two rates needs.</summary>
public static class TwoRateSampleSize
{
    /// <summary>Computes the outcomes that each of two arms needs to show a difference of rates with the wanted power, by one test at the end.</summary>
    /// <param name="rate">The control's rate, in [0, 1].</param>
    /// <param name="difference">The smallest difference that matters, in (0, 1].</param>
    /// <param name="alpha">Two-sided; in (0, 1).</param>
    /// <param name="power">In (0, 1).</param>
    /// <returns>Independent outcomes of each arm, rounded up.</returns>
    /// <remarks>
    /// <c>n = (z(1 - alpha/2) sqrt(2 m (1 - m)) + z(power) sqrt(p (1 - p) + q (1 - q)))^2 / (q - p)^2</c> with the rates p and q and their mean m; q lies on the side of p that is
    /// nearer to 1/2, where more are needed. Source: Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", third edition, 2003, section 4.2, without continuity correction.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static long Of(double rate, double difference, double alpha = 0.05, double power = 0.80)
    {
        if (!(rate is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be in [0, 1].");
        if (!(difference is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(difference), difference, "The difference must be in (0, 1].");
        if (!(alpha is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must be in (0, 1).");
        if (!(power is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(power), power, "Power must be in (0, 1).");
        var other = Math.Clamp(rate <= 0.5 ? rate + difference : rate - difference, 0, 1);
        var gap = Math.Abs(other - rate);
        var mean = (rate + other) / 2;
        var root = (Normal.InvCDF(0, 1, 1 - (alpha / 2)) * Math.Sqrt(2 * mean * (1 - mean)))
            + (Normal.InvCDF(0, 1, power) * Math.Sqrt((rate * (1 - rate)) + (other * (1 - other))));
        return (long)Math.Ceiling(root * root / (gap * gap));
    }
}
