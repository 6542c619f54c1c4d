using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Training;

/// <summary>Linear scores on prepared features, divided by the temperature, through a softmax.</summary>
internal sealed class LinearEmotionClassifier(ModelManifest manifest, LinearWeights weights) : IEmotionClassifier
{
    private readonly LinearScorer scorer = new(manifest.Classes, weights);
    private readonly double temperature = manifest.Temperature;

    public ModelManifest Manifest => manifest;

    public void Predict(ReadOnlySpan<float> features, Span<double> probabilities)
    {
        scorer.Score(features, probabilities);
        Softmax.Apply(probabilities, temperature);
    }

    /// <summary>The scores before temperature and softmax.</summary>
    public void Score(ReadOnlySpan<float> features, Span<double> scores) => scorer.Score(features, scores);
}
