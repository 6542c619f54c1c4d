using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Explanations;

/// <summary>The numbers of any model that are explained: the log-odds of a pair of emotions, then the probability of each class.</summary>
internal sealed class ModelOutputs(IEmotionClassifier classifier)
{
    /// <summary>The least probability whose logarithm is taken, where a model shows nothing but probabilities.</summary>
    public const double LeastProbability = 1e-15;

    private readonly int[] places = [.. classifier.Manifest.Classes.Select(emotion => (int)emotion)];

    /// <summary>Outputs per row.</summary>
    public int Count => 1 + places.Length;

    /// <summary>Features per row.</summary>
    public int Width => classifier.Manifest.Features.Count;

    /// <summary>Puts rows through the model.</summary>
    /// <param name="rows">Row-major <c>[rowCount, Width]</c>, raw.</param>
    /// <param name="pair">The emotions whose log-odds are wanted.</param>
    /// <param name="outputs">Receives row-major <c>[rowCount, Count]</c>.</param>
    public void Evaluate(ReadOnlySpan<float> rows, AnswerPair pair, Span<double> outputs)
    {
        var buffer = new double[rows.Length / Width * EmotionProbabilities.Count];
        var scoring = classifier as EmotionClassifier;
        if (scoring is null) classifier.PredictBatch(rows, buffer);
        else scoring.ScoreBatch(rows, buffer);
        for (var i = 0; i * EmotionProbabilities.Count < buffer.Length; i++)
        {
            var values = buffer.AsSpan(i * EmotionProbabilities.Count, EmotionProbabilities.Count);
            var row = outputs.Slice(i * Count, Count);
            var (top, other) = (values[places[pair.Top]], values[places[pair.RunnerUp]]);
            if (scoring is null)
            {
                row[0] = Math.Log(Math.Max(top, LeastProbability)) - Math.Log(Math.Max(other, LeastProbability));
            }
            else
            {
                // From the scores: probabilities next to 0 would have lost it.
                row[0] = (top - other) / scoring.Manifest.Temperature;
                Softmax.Apply(values, scoring.Manifest.Temperature);
            }

            for (var k = 0; k < places.Length; k++) row[1 + k] = values[places[k]];
        }
    }
}
