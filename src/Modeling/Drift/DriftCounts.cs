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
}
