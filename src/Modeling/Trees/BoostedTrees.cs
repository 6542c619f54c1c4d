using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Trees;

/// <summary>Gradient-boosted trees with the softmax objective by LightGBM, reduced to plain trees.</summary>
/// <remarks>
/// <para>Single-threaded and seeded, so that the same rows give the same trees. One training runs at a time in a process: the library's own rule.</para>
/// <para>Source: Ke et al., "LightGBM: A Highly Efficient Gradient Boosting Decision Tree", NeurIPS 2017; trees grow leaf by leaf, splits lie between histogram bins.</para>
/// </remarks>
public static class BoostedTrees
{
    /// <summary>The algorithm's name.</summary>
    public const string Name = "gradient-boosted-trees";

    /// <summary>The prefix of such models' versions.</summary>
    public const string VersionPrefix = "gbt";

    /// <summary>Greatest number of iterations.</summary>
    public const int MaxIterations = 2000;

    /// <summary>Trains on prepared rows.</summary>
    /// <param name="rows">Prepared vectors of one length, every value finite.</param>
    /// <param name="labels">One per row.</param>
    /// <param name="classes">The emotions among the labels, by rising number; 2 to 4.</param>
    /// <param name="settings">How the trees are grown.</param>
    /// <param name="iterations">Numbers of iterations to choose from, rising, each 1 to <see cref="MaxIterations"/>: one training, of the greatest, gives them all.</param>
    /// <param name="seed">Seed of the features that each tree may choose from.</param>
    /// <param name="cancellationToken">Ends the work between two trainings.</param>
    /// <returns>The ensemble at every number of iterations; scores in the order of <paramref name="classes"/>.</returns>
    /// <exception cref="ArgumentException">The rows, labels, classes or settings do not fit each other or are outside their ranges.</exception>
    /// <exception cref="LightGbmMissingException">The native library cannot be loaded.</exception>
    public static TreeStages Fit(
        IReadOnlyList<float[]> rows,
        IReadOnlyList<EmotionLabel> labels,
        IReadOnlyList<EmotionLabel> classes,
        TreeSettings settings,
        IReadOnlyList<int> iterations,
        int seed,
        CancellationToken cancellationToken = default)
    {
        settings.Validate();
        CheckIterations(iterations, settings.Leaves, classes.Count);
        TreeRows.Check(rows, labels, classes);
        cancellationToken.ThrowIfCancellationRequested();
        LightGbmLibrary.EnsureAvailable();

        var training = new LightGbmTraining(rows, labels, classes, settings, seed);
        var trees = training.Train(iterations[^1]);
        var last = new TreeEnsemble(new TreeWeights { Trees = trees }, rows[0].Length, classes.Count);
        return new TreeStages(last, [.. iterations], CountTrees(training, trees, iterations, cancellationToken));
    }

    // ML.NET leaves a class's tree out where nothing could be split, and does not say in which iteration. When no tree is missing, a stage's beginning is plain.
    // Otherwise, and only then, a shorter training tells how many trees there were by that time.
    private static int[][] CountTrees(
        LightGbmTraining training, RegressionTreeWeights[][] trees, IReadOnlyList<int> iterations, CancellationToken cancellationToken)
    {
        var counts = new int[iterations.Count][];
        counts[^1] = Array.ConvertAll(trees, list => list.Length);
        for (var stage = iterations.Count - 2; stage >= 0; stage--)
        {
            if (counts[stage + 1].All(count => count == iterations[stage + 1]))
            {
                counts[stage] = Array.ConvertAll(trees, _ => iterations[stage]);
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            counts[stage] = Array.ConvertAll(training.Train(iterations[stage]), list => list.Length);
        }

        return counts;
    }

    private static void CheckIterations(IReadOnlyList<int> iterations, int leaves, int classes)
    {
        if (iterations.Count == 0) throw new ArgumentException("No number of iterations was given.", nameof(iterations));
        for (var i = 0; i < iterations.Count; i++)
        {
            if (iterations[i] is < 1 or > MaxIterations)
                throw new ArgumentException($"{iterations[i]} is no number of iterations; the range is 1 to {MaxIterations}.", nameof(iterations));
            if (i > 0 && iterations[i] <= iterations[i - 1])
                throw new ArgumentException($"The numbers of iterations do not rise: {iterations[i]} follows {iterations[i - 1]}.", nameof(iterations));
        }

        // What is trained must also be loaded again.
        var splits = (long)iterations[^1] * classes * (leaves - 1);
        if (splits > TreeVerification.MaxSplits)
        {
            throw new ArgumentException(
                $"{iterations[^1]} iterations of {leaves} leaves for {classes} classes are up to {splits} splits; a model holds {TreeVerification.MaxSplits}. "
                + "Take fewer iterations or leaves.",
                nameof(iterations));
        }
    }
}
