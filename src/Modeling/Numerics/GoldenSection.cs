namespace Cluster.Modeling.Numerics;

/// <summary>The minimum of a function with one valley in an interval.</summary>
/// <remarks>Source: J. Kiefer, "Sequential minimax search for a maximum", Proceedings of the AMS 4, 1953.</remarks>
internal static class GoldenSection
{
    private static readonly double Ratio = (Math.Sqrt(5) - 1) / 2;

    /// <summary>Narrows the interval until it is shorter than the tolerance.</summary>
    /// <param name="cost">The function; with several valleys the result lies in one of them.</param>
    /// <param name="low">Start of the interval.</param>
    /// <param name="high">Its end, above <paramref name="low"/>.</param>
    /// <param name="tolerance">Above 0.</param>
    /// <returns>The middle of the last interval.</returns>
    public static double Minimize(Func<double, double> cost, double low, double high, double tolerance)
    {
        var (left, right) = (high - (Ratio * (high - low)), low + (Ratio * (high - low)));
        var (atLeft, atRight) = (cost(left), cost(right));
        while (high - low > tolerance)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (Ratio * (high - low));
                atLeft = cost(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (Ratio * (high - low));
                atRight = cost(right);
            }
        }

        return (low + high) / 2;
    }
}
