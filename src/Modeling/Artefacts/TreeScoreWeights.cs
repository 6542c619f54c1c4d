using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Artefacts;

/// <summary>Sums of what boosted trees give.</summary>
public sealed record TreeScoreWeights : ScoreWeights
{
    /// <summary>The trees of each class in the order of boosting; classes in the order of <see cref="ModelManifest.Classes"/>.</summary>
    public required RegressionTreeWeights[][] Trees { get; init; }

    internal override IPreparedScorer CreateScorer(IReadOnlyList<EmotionLabel> classes) => new TreeScorer(classes, this);

    internal override string? FindFlaw(int width, int classes) => TreeVerification.FindFlaw(new TreeWeights { Trees = Trees }, width, classes);
}
