using MathNet.Numerics.Distributions;

namespace Cluster.Modeling.Comparison;

/// <summary>How many labelled clips McNemar's test needs.</summary>
public static class McNemarSampleSize
{
    /// <summary>Computes the clips that show a difference of accuracies with the wanted power.</summary>
    /// <param name="discordance">The share of clips on which exactly one model is right, in (0, 1]; where it is below <paramref name="difference"/>, that is taken.</param>
    /// <param name="difference">The smallest difference of accuracies that matters, in (0, 1].</param>
    /// <param name="alpha">Two-sided; in (0, 1).</param>
    /// <param name="power">In (0, 1).</param>
    /// <returns>Independent labelled clips, rounded up.</returns>
    /// <remarks>
    /// <c>n = (z(1 - alpha/2) sqrt(psi) + z(power) sqrt(psi - delta^2))^2 / delta^2</c> with discordance psi and difference delta.
    /// Source: Connor, "Sample Size for Testing Differences in Proportions for the Paired-Sample Design", Biometrics 43, 1987.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static long Of(double discordance, double difference, double alpha = 0.05, double power = 0.80)
    {
        Range(discordance, nameof(discordance), 1);
        Range(difference, nameof(difference), 1);
        Range(alpha, nameof(alpha), 1 - 1e-9);
        Range(power, nameof(power), 1 - 1e-9);
        var psi = Math.Max(discordance, difference);
        var root = (Normal.InvCDF(0, 1, 1 - (alpha / 2)) * Math.Sqrt(psi)) + (Normal.InvCDF(0, 1, power) * Math.Sqrt(psi - (difference * difference)));
        return (long)Math.Ceiling(root * root / (difference * difference));
    }

    private static void Range(double value, string name, double most)
    {
        if (!(value > 0 && value <= most)) throw new ArgumentOutOfRangeException(name, value, $"The {name} must be above 0 and below or at {most:G}.");
    }
}
