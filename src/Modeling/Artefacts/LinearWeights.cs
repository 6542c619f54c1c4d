using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Artefacts;

/// <summary>Weighted sums: the numbers of logistic regression and of discriminant analysis.</summary>
public sealed record LinearWeights : ScoreWeights
{
    /// <summary>Row-major <c>[classes][prepared values]</c>; classes in the order of <see cref="ModelManifest.Classes"/>.</summary>
    public required double[][] Weights { get; init; }

    /// <summary>One value per class.</summary>
    public required double[] Bias { get; init; }

    internal override IPreparedScorer CreateScorer(IReadOnlyList<EmotionLabel> classes) => new LinearScorer(classes, this);

    internal override string? FindFlaw(int width, int classes)
    {
        if (Bias.Length != classes) return "has another number of biases than classes";
        if (Weights.Length != classes) return "has another number of weight rows than classes";
        if (!Weights.All(row => row is not null && row.Length == width)) return "has weights of another length than its prepared values";
        return Weights.Append(Bias).All(row => row.All(double.IsFinite)) ? null : "holds a number that is not finite";
    }
}
