using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Scoring;

/// <summary>The scores of a model, divided by its temperature, through a softmax.</summary>
internal sealed class EmotionClassifier(ModelManifest manifest, VoteWeights weights) : IEmotionClassifier
{
    private readonly VoteScorer scorer = new(manifest.Classes, weights);
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
