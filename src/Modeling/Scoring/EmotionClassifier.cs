using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Scoring;

/// <summary>The scores of a model, divided by its temperature, through a softmax.</summary>
internal sealed class EmotionClassifier(ModelManifest manifest, VoteWeights weights) : IEmotionClassifier
{
    private readonly VoteScorer scorer = new(manifest.Classes, weights);
    private readonly double temperature = manifest.Temperature;

    public ModelManifest Manifest => manifest;

    /// <summary>The model's numbers, for those who explain them.</summary>
    public VoteWeights Weights { get; } = weights;

    public void Predict(ReadOnlySpan<float> features, Span<double> probabilities)
    {
        scorer.Score(features, probabilities);
        Softmax.Apply(probabilities, temperature);
    }

    /// <summary>The scores before temperature and softmax.</summary>
    public void Score(ReadOnlySpan<float> features, Span<double> scores) => scorer.Score(features, scores);

    /// <summary>The scores of vectors that lie one behind the other, four for each.</summary>
    public void ScoreBatch(ReadOnlySpan<float> rows, Span<double> scores)
    {
        var width = manifest.Features.Count;
        for (var row = 0; row * width < rows.Length; row++)
            scorer.Score(rows.Slice(row * width, width), scores.Slice(row * EmotionProbabilities.Count, EmotionProbabilities.Count));
    }
}
