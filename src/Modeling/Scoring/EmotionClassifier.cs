using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Scoring;

/// <summary>The scores of a model, divided by its temperature, through a softmax.</summary>
internal sealed class EmotionClassifier(ModelManifest manifest, IModelWeights weights) : IEmotionClassifier, IDisposable
{
    private readonly IModelScorer scorer = weights.CreateScorer(manifest.Classes);
    private readonly double temperature = manifest.Temperature;
    private readonly TrainingDomain? domain = (weights as VoteWeights)?.Domain;

    public ModelManifest Manifest => manifest;

    /// <summary>The model's numbers, for those who explain them.</summary>
    public IModelWeights Weights => weights;

    public void Predict(ReadOnlySpan<float> features, Span<double> probabilities)
    {
        scorer.Score(features, probabilities);
        Softmax.Apply(probabilities, temperature);
        if (IsOutOfDomain(features)) Doubt(probabilities);
    }

    public bool IsOutOfDomain(ReadOnlySpan<float> features) => domain is not null && !domain.Holds(features);

    public void PredictBatch(ReadOnlySpan<float> rows, Span<double> probabilities)
    {
        scorer.ScoreBatch(rows, probabilities);
        var width = manifest.Features.Count;
        for (var at = 0; at < probabilities.Length; at += EmotionProbabilities.Count)
        {
            var own = probabilities.Slice(at, EmotionProbabilities.Count);
            Softmax.Apply(own, temperature);
            if (IsOutOfDomain(rows.Slice(at / EmotionProbabilities.Count * width, width))) Doubt(own);
        }
    }

    // What the model says of music that it does not know is worth half of what it says otherwise.
    private void Doubt(Span<double> probabilities)
    {
        foreach (var emotion in manifest.Classes) probabilities[(int)emotion] = (probabilities[(int)emotion] + (1.0 / manifest.Classes.Count)) / 2;
    }

    /// <summary>The scores before temperature and softmax.</summary>
    public void Score(ReadOnlySpan<float> features, Span<double> scores) => scorer.Score(features, scores);

    /// <summary>The scores of vectors that lie one behind the other, four for each.</summary>
    public void ScoreBatch(ReadOnlySpan<float> rows, Span<double> scores) => scorer.ScoreBatch(rows, scores);

    public void Dispose() => scorer.Dispose();
}
