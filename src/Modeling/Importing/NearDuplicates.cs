using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Importing;

/// <summary>Finds rows that are copies of one another up to noise, missing cells and slips in single cells.</summary>
/// <remarks>
/// <para>Two rows match when, of the features that both have, a share of at least 0.42 differs by less than <see cref="Tolerance"/> robust standard
/// deviations (interquartile range / 1.349). Unrelated rows of independent bell-shaped features share 0.06. With fewer than 12 features all must be equal.</para>
/// <para>Where features go together or take few values, unrelated rows share more. Copies are rare, so that when there are more near pairs than rows the wanted
/// share rises to 0.6, 0.8 and 0.95.</para>
/// </remarks>
public static class NearDuplicates
{
    /// <summary>The difference below which two values count as the same, in robust standard deviations.</summary>
    public const double Tolerance = 0.1;

    private static readonly double[] Raises = [0.6, 0.8, 0.95];

    private const int LeastFeatures = 12;

    // Every pair is compared up to here: 5,000 rows are 12.5 million pairs, most of them told apart by their first features.
    private const int CompareAllBelow = 5000;

    /// <summary>Finds the pairs.</summary>
    /// <param name="rows">Raw vectors of one length; NaN where missing.</param>
    /// <param name="leastShare">The least share of close features, in (0, 1]; 0.42 for tables that were noised, more where both rows come from one featurizer.</param>
    /// <returns>Pairs by rising first, then second row. Up to 5,000 rows all pairs are looked at, beyond that those which share a hash of some features.</returns>
    public static IReadOnlyList<DuplicatePair> Find(IReadOnlyList<float[]> rows, double leastShare = 0.42)
    {
        if (rows.Count < 2) return [];
        var scaled = Scale(rows);
        var exact = new List<DuplicatePair>();
        var near = new List<(double Share, DuplicatePair Pair)>();
        var found = rows.Count <= CompareAllBelow ? null : new HashSet<(int, int)>();      // candidates may come several times
        var wanted = leastShare;
        foreach (var (a, b) in rows.Count <= CompareAllBelow ? AllPairs(rows.Count) : DuplicateCandidates.Find(scaled))
        {
            var share = CloseShare(scaled[a], scaled[b], wanted, out var equal);
            if ((!equal && share < wanted) || found?.Add((a, b)) == false) continue;
            if (equal) exact.Add(new DuplicatePair(a, b, true));
            else near.Add((share, new DuplicatePair(a, b, false)));
            while (near.Count > rows.Count && wanted < Raises[^1])
            {
                wanted = Raises.First(raise => raise > wanted);
                near.RemoveAll(pair => pair.Share < wanted);
            }
        }

        return [.. exact.Concat(near.Select(pair => pair.Pair)).OrderBy(pair => pair.First).ThenBy(pair => pair.Second)];
    }

    private static IEnumerable<(int First, int Second)> AllPairs(int count)
    {
        for (var a = 0; a < count; a++)
        {
            for (var b = a + 1; b < count; b++) yield return (a, b);
        }
    }

    /// <returns>The share of close features; 0 as soon as it cannot reach what is wanted.</returns>
    private static double CloseShare(float[] a, float[] b, double wanted, out bool equal)
    {
        equal = false;
        int both = 0, close = 0, same = 0;
        var strict = a.Length < LeastFeatures;
        for (var j = 0; j < a.Length; j++)
        {
            var difference = Math.Abs(a[j] - b[j]);
            if (float.IsNaN(difference)) continue;
            both++;
            if (difference < Tolerance) close++;
            if (difference == 0) same++;
            var left = a.Length - j - 1;
            if (close + left < wanted * (both + left) || (strict && same < both)) return 0;
        }

        if (both == 0 || both * 2 < a.Length) return 0;
        equal = same == both;
        return (double)close / both;
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
