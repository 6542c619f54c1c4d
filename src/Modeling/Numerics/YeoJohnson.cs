namespace Cluster.Modeling.Numerics;

/// <summary>The Yeo-Johnson power transform, which makes skewed values more bell-shaped; defined for every real number.</summary>
/// <remarks>
/// For x of at least 0 <c>((x + 1)^lambda - 1) / lambda</c>, and <c>ln(x + 1)</c> at lambda 0; for x below 0 <c>-((1 - x)^(2 - lambda) - 1) / (2 - lambda)</c>, and
/// <c>-ln(1 - x)</c> at lambda 2. Lambda 1 changes nothing. Source: Yeo and Johnson, "A new family of power transformations", Biometrika 87, 2000, equation 2.1.
/// </remarks>
internal static class YeoJohnson
{
    /// <summary>The least lambda that a fit gives.</summary>
    public const double Least = -3;

    /// <summary>The greatest.</summary>
    public const double Greatest = 5;

    private const double Tolerance = 1e-4;

    // Closer to 0 the quotient loses more digits than the logarithm.
    private const double Flat = 1e-8;

    /// <summary>Transforms one value.</summary>
    public static double Transform(double value, double lambda) =>
        value >= 0 ? Power(Math.Log(1 + value), lambda) : -Power(Math.Log(1 - value), 2 - lambda);

    /// <summary>The lambda in [<see cref="Least"/>, <see cref="Greatest"/>] under which the values are most likely a sample of a normal distribution.</summary>
    /// <param name="values">Finite, at least 2 different ones; standardised, since lambda depends on the unit.</param>
    /// <remarks>The log-likelihood is <c>-n/2 ln(variance of the transformed) + (lambda - 1) sum of sign(x) ln(1 + |x|)</c> (equation 3.1 of the source).</remarks>
    public static double Fit(ReadOnlySpan<double> values)
    {
        var logs = new double[values.Length];
        var slope = 0.0;
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.CopySign(Math.Log(1 + Math.Abs(values[i])), values[i]);
            slope += logs[i];
        }

        return GoldenSection.Minimize(lambda => (logs.Length / 2.0 * Math.Log(Variance(logs, lambda))) - ((lambda - 1) * slope), Least, Greatest, Tolerance);
    }

    private static double Power(double log, double exponent) => Math.Abs(exponent) < Flat ? log : (Math.Exp(exponent * log) - 1) / exponent;

    private static double Variance(double[] logs, double lambda)
    {
        double sum = 0, squares = 0;
        foreach (var log in logs)
        {
            var value = log >= 0 ? Power(log, lambda) : -Power(-log, 2 - lambda);
            sum += value;
            squares += value * value;
        }

        var mean = sum / logs.Length;
        return Math.Max(double.Epsilon, (squares / logs.Length) - (mean * mean));
    }
}
