using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Drift;

/// <summary>Counts what a model sees and says, on the scoring path: no allocation per prediction. Not thread-safe.</summary>
/// <param name="modelVersion">The model.</param>
/// <param name="features">Features of its schema; at least 0.</param>
/// <param name="bins">Bins of every feature; at least 1.</param>
public sealed class DriftTally(string modelVersion, int features, int bins)
{
    private readonly long[] counts = new long[checked(features * bins)];
    private readonly long[] predictions = new long[PredictionCounts.Length];

    /// <summary>Counts a prediction.</summary>
    /// <param name="binOfFeature">The bin of each feature; below 0 where the feature is not to be counted.</param>
    /// <param name="probabilities">What the model said.</param>
    /// <param name="decision">What was made of it.</param>
    /// <exception cref="ArgumentException">There is not one bin per feature, a bin does not exist, or probabilities are not in [0, 1]; then nothing is counted.</exception>
    public void Add(ReadOnlySpan<int> binOfFeature, in EmotionProbabilities probabilities, TagDecision decision)
    {
        if (binOfFeature.Length != features) throw new ArgumentException($"Expected {features} bins, got {binOfFeature.Length}.", nameof(binOfFeature));
        for (var j = 0; j < features; j++)
        {
            if (binOfFeature[j] >= bins) throw new ArgumentException($"Feature {j} has no bin {binOfFeature[j]}.", nameof(binOfFeature));
        }

        PredictionCounts.AddTo(predictions, probabilities, decision);
        for (var j = 0; j < features; j++)
        {
            if (binOfFeature[j] >= 0) counts[(j * bins) + binOfFeature[j]]++;
        }
    }

    /// <summary>What was counted since the last call, and starts at nothing again.</summary>
    public DriftCounts Take()
    {
        var perFeature = new BinCounts[features];
        for (var j = 0; j < features; j++) perFeature[j] = BinCounts.From(counts.AsSpan(j * bins, bins));
        var taken = new DriftCounts(modelVersion, perFeature, PredictionCounts.From(predictions));
        Array.Clear(counts);
        Array.Clear(predictions);
        return taken;
    }
}
