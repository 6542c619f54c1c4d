namespace Cluster.Modeling.Drift;

/// <summary>Finds the bin of every feature of a vector, as the reference's histograms are cut; immutable, to be shared.</summary>
/// <remarks>
/// Every feature has <see cref="Count"/> places: underflow, up to 20 bins, overflow, missing. A feature with fewer bins leaves the last of the 20 empty, and empty places
/// count nowhere (<see cref="PopulationStability"/>).
/// </remarks>
public sealed class FeatureBins
{
    /// <summary>Places of every feature.</summary>
    public const int Count = ReferenceHistograms.Bins + 3;

    private const int Overflow = ReferenceHistograms.Bins + 1;
    private const int Missing = ReferenceHistograms.Bins + 2;

    private readonly double[][] edges;

    /// <summary>Prepares the search.</summary>
    /// <param name="reference">The reference's histograms, in the schema's order; verified.</param>
    public FeatureBins(IReadOnlyList<FeatureHistogram> reference) => edges = [.. reference.Select(histogram => histogram.Edges.ToArray())];

    /// <summary>The places of a vector's values.</summary>
    /// <param name="vector">One value per feature; those that are not finite are missing.</param>
    /// <param name="places">Receives one place per feature.</param>
    /// <remarks>No allocation; the same bins as <see cref="FeatureHistogram.Count"/>.</remarks>
    /// <exception cref="ArgumentException">The vector or the places are not one per feature.</exception>
    public void Find(ReadOnlySpan<float> vector, Span<int> places)
    {
        if (vector.Length != edges.Length) throw new ArgumentException($"Expected {edges.Length} values, got {vector.Length}.", nameof(vector));
        if (places.Length != edges.Length) throw new ArgumentException($"Expected {edges.Length} places, got {places.Length}.", nameof(places));
        for (var j = 0; j < edges.Length; j++) places[j] = PlaceOf(edges[j], vector[j]);
    }

    /// <summary>A histogram's counts by place.</summary>
    public static BinCounts CountsOf(FeatureHistogram histogram)
    {
        var counts = new long[Count];
        counts[0] = histogram.Underflow;
        for (var bin = 0; bin < histogram.Counts.Count; bin++) counts[bin + 1] = histogram.Counts[bin];
        counts[Overflow] = histogram.Overflow;
        counts[Missing] = histogram.Missing;
        return BinCounts.From(counts);
    }

    private static int PlaceOf(double[] ends, float value)
    {
        if (ends.Length == 0 || !float.IsFinite(value)) return Missing;
        if (value < ends[0]) return 0;
        if (value > ends[^1]) return Overflow;
        var found = Array.BinarySearch(ends, value);
        return 1 + Math.Min(found >= 0 ? found : ~found - 1, ends.Length - 2);
    }
}
