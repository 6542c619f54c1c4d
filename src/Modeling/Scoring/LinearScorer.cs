using System.Runtime.Intrinsics;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Scoring;

/// <summary>Weighted sums of prepared values.</summary>
/// <remarks>One lane per emotion: every lane adds up the values in order, so that the result is the same on every instruction set.</remarks>
internal sealed class LinearScorer : IPreparedScorer
{
    private readonly Vector256<double>[] weights;
    private readonly Vector256<double> bias;

    public LinearScorer(IReadOnlyList<EmotionLabel> classes, LinearWeights model)
    {
        weights = new Vector256<double>[model.Weights[0].Length];
        bias = Vector256.Create(double.NegativeInfinity);      // stays so for an emotion that was not trained
        for (var k = 0; k < classes.Count; k++)
        {
            var lane = (int)classes[k];
            bias = bias.WithElement(lane, model.Bias[k]);
            for (var j = 0; j < weights.Length; j++) weights[j] = weights[j].WithElement(lane, model.Weights[k][j]);
        }
    }

    public void Score(ReadOnlySpan<float> prepared, Span<double> scores)
    {
        var sum = bias;
        for (var j = 0; j < weights.Length; j++) sum += weights[j] * prepared[j];
        sum.CopyTo(scores);
    }
}
