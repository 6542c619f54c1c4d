using MathNet.Numerics;

namespace Cluster.Modeling.Comparison;

/// <summary>The probability that a chi-square variable exceeds a value.</summary>
internal static class ChiSquareTail
{
    /// <summary>Computes it from the upper incomplete gamma function, so that small probabilities keep their digits.</summary>
    /// <param name="degrees">Degrees of freedom; below 1 there is nothing to test, and the answer is 1.</param>
    /// <param name="value">The statistic; at least 0.</param>
    public static double Of(int degrees, double value) =>
        degrees < 1 || value <= 0 ? 1 : Math.Clamp(SpecialFunctions.GammaUpperRegularized(degrees / 2.0, value / 2), 0, 1);
}
