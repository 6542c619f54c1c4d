using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Scoring;

/// <summary>The scores of a model, divided by its temperature, through a softmax.</summary>
internal sealed class EmotionClassifier(ModelManifest manifest, IModelWeights weights) : IEmotionClassifier, IDisposable
{
    private readonly IModelScorer scorer = weights.CreateScorer(manifest.Classes);
    private readonly double temperature = manifest.Temperature;

    public ModelManifest Manifest => manifest;

    public void Predict(ReadOnlySpan<float> features, Span<double> probabilities)
    {
        scorer.Score(features, probabilities);
        Softmax.Apply(probabilities, temperature);
    }

    public void PredictBatch(ReadOnlySpan<float> rows, Span<double> probabilities)
    {
        scorer.ScoreBatch(rows, probabilities);
        for (var at = 0; at < probabilities.Length; at += EmotionProbabilities.Count)
            Softmax.Apply(probabilities.Slice(at, EmotionProbabilities.Count), temperature);
    }

    /// <summary>The scores before temperature and softmax.</summary>
    public void Score(ReadOnlySpan<float> features, Span<double> scores) => scorer.Score(features, scores);

    public void Dispose() => scorer.Dispose();
}
