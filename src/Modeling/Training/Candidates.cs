using System.Globalization;
using Cluster.Modeling.Preprocessing;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Training;

/// <summary>The names of what training can choose from: <c>[shaped-]LEARNER[-pcaN]</c>, and <c>vote</c> over all others that are listed.</summary>
public static class Candidates
{
    /// <summary>The vote of all listed candidates.</summary>
    public const string Vote = "vote";

    private const string Shaped = "shaped-";
    private const string Components = "-pca";
    private const int LeastComponents = 20;
    private const int MostComponents = 40;

    /// <summary>What is tried unless something else is asked for: every learner, and the vote. Boosted trees are among them where LightGBM's library can be loaded.</summary>
    public static IReadOnlyList<string> Default { get; } =
        ["discriminant", "logistic", "kernel", "shaped-kernel", .. LightGbmLibrary.IsAvailable ? (string[])["trees"] : [], Vote];

    /// <summary>The names in words.</summary>
    public static string Choice { get; } =
        $"{string.Join(", ", Learners([1]).Select(learner => learner.Name))}; each also with '{Shaped}' before it (power transform and aligned chroma) " +
        $"and '{Components}{LeastComponents}' to '{Components}{MostComponents}' behind it (principal components); and {Vote}, the vote of all that are listed";

    /// <summary>Checks a list of names.</summary>
    /// <returns>What is wrong, and what there is to choose from; null when nothing is.</returns>
    public static string? FindFlaw(IReadOnlyList<string> names)
    {
        var learners = Learners([1]);
        if (names.FirstOrDefault(name => name != Vote && Parse(name, learners) is null) is { } unknown)
            return $"'{unknown}' is no candidate. There are {Choice}.";

        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } doubled) return $"The candidate '{doubled.Key}' is listed twice.";
        if (names.Count == 0) return "No candidate is listed.";
        return names.Contains(Vote) && names.Count < 3 ? $"'{Vote}' needs at least two other candidates." : null;
    }

    /// <summary>The algorithms of all candidates but the vote.</summary>
    internal static IReadOnlyList<string> Algorithms { get; } = [.. Learners([1]).Select(learner => learner.Algorithm)];

    /// <summary>The candidates of a checked list, without the vote, in the order of the list.</summary>
    internal static IReadOnlyList<Candidate> Create(TrainingOptions options)
    {
        var learners = Learners(options.Penalties);
        return [.. options.Candidates.Where(name => name != Vote).Select(name => Parse(name, learners)!)];
    }

    private static ILearner[] Learners(IReadOnlyList<double> penalties) =>
        [new DiscriminantLearner(), new LogisticLearner(penalties), new KernelLearner(KernelLearner.DefaultRidges), new TreesLearner(TreesLearner.DefaultIterations)];

    private static Candidate? Parse(string name, ILearner[] learners)
    {
        var rest = name;
        var shaped = rest.StartsWith(Shaped, StringComparison.Ordinal);
        if (shaped) rest = rest[Shaped.Length..];
        var components = 0;
        if (rest.IndexOf(Components, StringComparison.Ordinal) is >= 0 and var at)
        {
            if (!int.TryParse(rest.AsSpan(at + Components.Length), NumberStyles.None, CultureInfo.InvariantCulture, out components)) return null;
            if (components is < LeastComponents or > MostComponents) return null;
            rest = rest[..at];
        }

        return Array.Find(learners, learner => learner.Name == rest) is { } found ? new Candidate(name, found, new PreparationPlan(shaped, components)) : null;
    }
}
