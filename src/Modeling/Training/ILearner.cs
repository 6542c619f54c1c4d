using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Training;

/// <summary>Fits scores to prepared rows, for every setting of a small grid. Implementations are immutable; the same rows and seed give the same numbers.</summary>
internal interface ILearner
{
    /// <summary>What options and reports call it, in lower case without dashes.</summary>
    string Name { get; }

    /// <summary>The algorithm's name in manifests.</summary>
    string Algorithm { get; }

    /// <summary>2 to 8 lower-case letters that start the versions of its models.</summary>
    string VersionPrefix { get; }

    /// <summary>The settings of the grid in words, the simplest (most regularised) first; at least one.</summary>
    IReadOnlyList<string> Settings { get; }

    /// <summary>The same learner with one of its settings alone.</summary>
    /// <param name="setting">Its index in <see cref="Settings"/>.</param>
    ILearner Only(int setting);

    /// <summary>Fits every setting, sharing what settings have in common.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="seed">Seed of whatever is drawn.</param>
    /// <param name="cancellationToken">Asked between fits.</param>
    /// <returns>One result per setting.</returns>
    IReadOnlyList<ScoreWeights> Fit(TrainingRows rows, int seed, CancellationToken cancellationToken);
}
