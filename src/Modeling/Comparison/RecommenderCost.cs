using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Comparison;

/// <summary>What wrong tags cost: how far the use of a recommender falls for every 10 points of error more.</summary>
/// <param name="LeastFall">The least share of its use that it loses, in [0, 1); default 0.10.</param>
/// <param name="GreatestFall">The greatest share, in [0, 1) and at least <paramref name="LeastFall"/>; default 0.15.</param>
/// <remarks>
/// The range is the project's assumption, not a measurement: an experiment on one's own listeners replaces it. Falls compound, <c>(1 - fall)^(points / 10)</c>, so that
/// no error loses more than all use, and an error that falls gains.
/// </remarks>
public sealed record RecommenderCost(double LeastFall = 0.10, double GreatestFall = 0.15)
{
    /// <summary>The relative change of use.</summary>
    /// <param name="errorChange">Error after minus before, in [-1, 1]; a single figure has equal ends.</param>
    /// <returns>From the worst to the best case; below 0 is a loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A fall is outside its range.</exception>
    public Interval ChangeOfUse(Interval errorChange)
    {
        Check();
        double[] ends =
        [
            Change(LeastFall, errorChange.Low), Change(LeastFall, errorChange.High), Change(GreatestFall, errorChange.Low), Change(GreatestFall, errorChange.High),
        ];
        return new Interval(ends.Min(), ends.Max());
    }

    private void Check()
    {
        if (!(LeastFall is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(LeastFall), LeastFall, "LeastFall must be at least 0 and below 1.");
        if (!(GreatestFall >= LeastFall && GreatestFall < 1))
            throw new ArgumentOutOfRangeException(nameof(GreatestFall), GreatestFall, "GreatestFall must be at least LeastFall and below 1.");
    }

    private static double Change(double fall, double errorChange) => Math.Pow(1 - fall, errorChange / 0.10) - 1;
}
