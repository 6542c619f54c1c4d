namespace Cluster.Modeling.Drift;

/// <summary>What one model has seen and said in a window: counts per feature and bin, and its predictions. Merged exactly across silos and restarts.</summary>
/// <param name="ModelVersion">The model.</param>
/// <param name="Features">Counts of each feature, in the order of the schema; may be empty.</param>
/// <param name="Predictions">Its predictions.</param>
public sealed record DriftCounts(string ModelVersion, IReadOnlyList<BinCounts> Features, PredictionCounts Predictions)
{
    /// <summary>These and others.</summary>
    /// <exception cref="ArgumentException">The others are of another model, or have other features or bins.</exception>
    public DriftCounts Merge(DriftCounts other)
    {
        if (other.ModelVersion != ModelVersion) throw new ArgumentException($"Counts of '{other.ModelVersion}' do not merge with counts of '{ModelVersion}'.", nameof(other));
        if (other.Features.Count != Features.Count)
            throw new ArgumentException($"Counts of {other.Features.Count} features do not merge with counts of {Features.Count}.", nameof(other));
        return new DriftCounts(ModelVersion, [.. Features.Zip(other.Features, (one, two) => one.Merge(two))], Predictions.Merge(other.Predictions));
    }

    /// <summary>Everything as whole numbers, to be stored and added up place by place: feature after feature, then the predictions.</summary>
    public long[] ToNumbers()
    {
        var numbers = new List<long>((Features.Count * (Features.Count == 0 ? 0 : Features[0].Bins)) + PredictionCounts.Length);
        foreach (var feature in Features) numbers.AddRange(feature.AsSpan());
        numbers.AddRange(Predictions.AsSpan());
        return [.. numbers];
    }

    /// <summary>Reads what <see cref="ToNumbers"/> gave, or a sum of it.</summary>
    /// <param name="modelVersion">The model.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="bins">Bins of every feature; at least 1.</param>
    /// <exception cref="ArgumentException">They are not whole features and predictions, or one is negative.</exception>
    public static DriftCounts FromNumbers(string modelVersion, ReadOnlySpan<long> numbers, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var places = numbers.Length - PredictionCounts.Length;
        if (places < 0 || places % bins != 0) throw new ArgumentException($"{numbers.Length} numbers are no features of {bins} bins and predictions.", nameof(numbers));
        var features = new BinCounts[places / bins];
        for (var j = 0; j < features.Length; j++) features[j] = BinCounts.From(numbers.Slice(j * bins, bins));
        return new DriftCounts(modelVersion, features, PredictionCounts.From(numbers[places..]));
    }
}
