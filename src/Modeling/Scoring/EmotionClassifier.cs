using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Scoring;

/// <summary>The scores of a model, divided by its temperature, through a softmax.</summary>
internal sealed class EmotionClassifier(ModelManifest manifest, IModelWeights weights) : IEmotionClassifier, IDisposable
{
    private readonly IModelScorer scorer = weights.CreateScorer(manifest.Classes);
    private readonly double temperature = manifest.Temperature;

    public ModelManifest Manifest => manifest;

    /// <summary>The model's numbers, for those who explain them.</summary>
    public IModelWeights Weights => weights;

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

    /// <summary>The scores of vectors that lie one behind the other, four for each.</summary>
    public void ScoreBatch(ReadOnlySpan<float> rows, Span<double> scores) => scorer.ScoreBatch(rows, scores);

    public void Dispose() => scorer.Dispose();
}
