namespace Cluster.Modeling.Agreement;

/// <summary>How far many raters agree beyond chance.</summary>
/// <remarks>
/// <para><c>(P - P_e) / (1 - P_e)</c>; P is the mean over items of the share of agreeing pairs of raters, <c>sum_k r_k (r_k - 1) / (r (r - 1))</c> for r ratings of
/// which r_k are of category k; P_e is the sum of squared mean shares of the categories.</para>
/// <para>Items may have different numbers of ratings: every item with at least two counts alike in P, and every item with at least one in the shares. Where all
/// have the same number this is Fleiss' own kappa. Source: Fleiss, "Measuring Nominal Scale Agreement Among Many Raters", Psychological Bulletin 76, 1971;
/// for unequal numbers Gwet, "Handbook of Inter-Rater Reliability", 4th edition, 2014, chapter 2.</para>
/// </remarks>
public static class FleissKappa
{
    /// <summary>Computes it.</summary>
    /// <param name="counts">Per item the number of ratings of each category; all of one length.</param>
    /// <returns>At most 1; 0 is chance. Null where no item has two ratings, and where only one category occurs.</returns>
    /// <exception cref="ArgumentException">An item has another number of categories than the first, or a negative count.</exception>
    public static double? Of(IReadOnlyList<int[]> counts)
    {
        if (counts.Count == 0) return null;
        var shares = new double[counts[0].Length];
        int rated = 0, shared = 0;
        var agreement = 0.0;
        for (var i = 0; i < counts.Count; i++)
        {
            var item = counts[i];
            if (item.Length != shares.Length) throw new ArgumentException($"Item {i} has {item.Length} categories, the first has {shares.Length}.", nameof(counts));
            if (item.Any(count => count < 0)) throw new ArgumentException($"Item {i} has a negative count.", nameof(counts));
            double ratings = item.Sum();
            if (ratings < 1) continue;
            rated++;
            for (var k = 0; k < shares.Length; k++) shares[k] += item[k] / ratings;
            if (ratings < 2) continue;
            shared++;
            agreement += PairAgreement(item);
        }

        if (shared == 0 || shares.Count(share => share > 0) < 2) return null;
        var chance = shares.Sum(share => share / rated * (share / rated));
        return ((agreement / shared) - chance) / (1 - chance);
    }

    /// <summary>The share of pairs of an item's ratings that agree, in [0, 1].</summary>
    /// <param name="item">Ratings of each category; together at least 2.</param>
    internal static double PairAgreement(int[] item)
    {
        double ratings = item.Sum();
        return item.Sum(count => count * (count - 1.0)) / (ratings * (ratings - 1));
    }
}
