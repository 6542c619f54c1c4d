using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Trees;

/// <summary>The numbers of a tree ensemble as they are stored.</summary>
public sealed record TreeWeights : ScoreWeights
{
    /// <summary>
    /// The trees of each class in the order of boosting; a class's score is the sum of what its trees give. Classes in the order of
    /// <see cref="ModelManifest.Classes"/>.
    /// </summary>
    public required RegressionTreeWeights[][] Trees { get; init; }

    internal override IPreparedScorer CreateScorer(IReadOnlyList<EmotionLabel> classes) => new TreeScorer(classes, this);

    internal override string? FindFlaw(int width, int classes) => TreeVerification.FindFlaw(this, width, classes);
}
