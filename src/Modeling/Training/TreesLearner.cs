using System.Globalization;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Training;

/// <summary>Gradient-boosted trees at several numbers of iterations: one training gives them all.</summary>
/// <param name="iterations">Rising, each at least 1.</param>
internal sealed class TreesLearner(IReadOnlyList<int> iterations) : ILearner
{
    /// <summary>The default grid, for the small trees of <see cref="TreeSettings"/>'s defaults: more iterations win little and cost every row.</summary>
    public static IReadOnlyList<int> DefaultIterations { get; } = [100, 200];

    public string Name => "trees";

    public string Algorithm => BoostedTrees.Name;

    public string VersionPrefix => BoostedTrees.VersionPrefix;

    public IReadOnlyList<string> Settings => [.. iterations.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count} iterations"))];

    public ILearner Only(int setting) => new TreesLearner([iterations[setting]]);

    public IReadOnlyList<ScoreWeights> Fit(TrainingRows rows, int seed, CancellationToken cancellationToken)
    {
        var stages = BoostedTrees.Fit(rows.Rows, rows.Labels, rows.Classes, new TreeSettings(), iterations, seed, cancellationToken);
        return [.. iterations.Select((_, stage) => stages.At(stage).Weights)];
    }
}
