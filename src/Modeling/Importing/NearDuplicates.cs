using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Importing;

/// <summary>Finds rows that are copies of one another up to noise, missing cells and slips in single cells.</summary>
/// <remarks>
/// Two rows match when, of the features that both have, at least <see cref="CloseShare"/> differ by less than <see cref="Tolerance"/> robust standard
/// deviations (interquartile range / 1.349). For unrelated rows that share is about 0.06 for a bell-shaped feature, so that with 12 features or more a match by
/// chance is out of the question; with fewer features all of them must be equal.
/// </remarks>
public static class NearDuplicates
{
    /// <summary>The difference below which two values count as the same, in robust standard deviations.</summary>
    public const double Tolerance = 0.1;

    /// <summary>The least share of close features.</summary>
    public const double CloseShare = 0.42;

    private const int LeastFeatures = 12;

    // Every pair is compared up to here: 5,000 rows are 12.5 million pairs, most of them told apart by their first features.
    private const int CompareAllBelow = 5000;

    /// <summary>Finds the pairs.</summary>
    /// <param name="rows">Raw vectors of one length; NaN where missing.</param>
    /// <returns>Pairs by rising first, then second row. Up to 5,000 rows all pairs are looked at, beyond that those which share a hash of some features.</returns>
    public static IReadOnlyList<DuplicatePair> Find(IReadOnlyList<float[]> rows)
    {
        if (rows.Count < 2) return [];
        var scaled = Scale(rows);
        var pairs = new List<DuplicatePair>();
        if (rows.Count <= CompareAllBelow)
        {
            for (var a = 0; a < scaled.Length; a++)
            {
                for (var b = a + 1; b < scaled.Length; b++)
                {
                    if (Match(scaled[a], scaled[b]) is { } exact) pairs.Add(new DuplicatePair(a, b, exact));
                }
            }

            return pairs;
        }

        foreach (var (a, b) in DuplicateCandidates.Find(scaled))
        {
            if (Match(scaled[a], scaled[b]) is { } exact) pairs.Add(new DuplicatePair(a, b, exact));
        }

        return [.. pairs.OrderBy(pair => pair.First).ThenBy(pair => pair.Second)];
    }

    /// <returns>Null for no match, else whether it is exact.</returns>
    private static bool? Match(float[] a, float[] b)
    {
        int both = 0, close = 0, equal = 0;
        var strict = a.Length < LeastFeatures;
        for (var j = 0; j < a.Length; j++)
        {
            var difference = Math.Abs(a[j] - b[j]);
            if (float.IsNaN(difference)) continue;
            both++;
            if (difference < Tolerance) close++;
            if (difference == 0) equal++;

            // No match any more even if all that is left were close.
            if (close + (a.Length - j - 1) < CloseShare * (both + (a.Length - j - 1))) return null;
            if (strict && equal < both) return null;
        }

        if (both * 2 < a.Length || both == 0 || close < CloseShare * both) return null;
        return equal == both;
    }

    /// <summary>Values in robust standard deviations; features that hardly vary, and values beyond the fences, are left out as NaN.</summary>
    private static float[][] Scale(IReadOnlyList<float[]> rows)
    {
        var width = rows[0].Length;
        var scales = new double[width];
        var fences = new (double Low, double High)[width];
        for (var j = 0; j < width; j++)
        {
            var sorted = rows.Select(row => (double)row[j]).Where(double.IsFinite).Order().ToArray();
            fences[j] = RobustFences.Compute(sorted);
            if (sorted.Length > 0) scales[j] = (Quantiles.OfSorted(sorted, 0.75) - Quantiles.OfSorted(sorted, 0.25)) / 1.349;
        }

        var used = Enumerable.Range(0, width).Where(j => scales[j] > 0).ToArray();
        return
        [
            .. rows.Select(row => Array.ConvertAll(used, j =>
                row[j] >= fences[j].Low && row[j] <= fences[j].High ? (float)(row[j] / scales[j]) : float.NaN)),
        ];
    }
}
