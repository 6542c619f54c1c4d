using System.Runtime.Intrinsics;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Scoring;

/// <summary>Weighted sums of prepared values.</summary>
/// <remarks>One lane per emotion: every lane adds up the values in order, so that the result is the same on every instruction set.</remarks>
internal sealed class LinearScorer(IReadOnlyList<EmotionLabel> classes, LinearWeights model) : IPreparedScorer
{
    private readonly Vector256<double>[] weights = EmotionLanes.Columns(classes, model.Weights);
    private readonly Vector256<double> bias = EmotionLanes.Bias(classes, model.Bias);

    public void Score(ReadOnlySpan<float> prepared, Span<double> scores)
    {
        var sum = bias;
        for (var j = 0; j < weights.Length; j++) sum += weights[j] * prepared[j];
        sum.CopyTo(scores);
    }
}
