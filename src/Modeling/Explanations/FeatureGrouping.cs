namespace Cluster.Modeling.Explanations;

/// <summary>A partition of a schema's features into at most <see cref="MaxGroups"/> named groups. Immutable.</summary>
public sealed class FeatureGrouping
{
    /// <summary>The most groups: all their coalitions, 2 to this power, are tried.</summary>
    public const int MaxGroups = 10;

    /// <summary>Creates a grouping of one's own.</summary>
    /// <param name="groups">Distinct names; 1 to <see cref="MaxGroups"/>.</param>
    /// <param name="groupOf">For each feature, in schema order, the index of its group; no group is without features.</param>
    /// <exception cref="ArgumentException">A name is empty or doubled, a group is empty or unknown, or there are too many.</exception>
    public FeatureGrouping(IReadOnlyList<string> groups, IReadOnlyList<int> groupOf)
    {
        if (groups.Count is 0 or > MaxGroups) throw new ArgumentException($"{groups.Count} groups were given; 1 to {MaxGroups} can be explained.", nameof(groups));
        if (groups.Any(string.IsNullOrWhiteSpace)) throw new ArgumentException("A group has no name.", nameof(groups));
        if (groups.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } doubled)
            throw new ArgumentException($"Two groups are called '{doubled.Key}'.", nameof(groups));
        for (var j = 0; j < groupOf.Count; j++)
        {
            if (groupOf[j] < 0 || groupOf[j] >= groups.Count)
                throw new ArgumentException($"Feature {j} is in group {groupOf[j]}; there are {groups.Count}, numbered from 0.", nameof(groupOf));
        }

        if (Enumerable.Range(0, groups.Count).Except(groupOf).Select(g => (int?)g).FirstOrDefault() is { } empty)
            throw new ArgumentException($"No feature is in the group '{groups[empty]}'; leave it out.", nameof(groupOf));
        Groups = [.. groups];
        GroupOf = [.. groupOf];
    }

    /// <summary>The groups' names.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>The index of each feature's group.</summary>
    public IReadOnlyList<int> GroupOf { get; }

    /// <summary>Groups features by what they measure: timbre, harmony, rhythm, loudness; low, mid and high bands of a mel spectrum; other where a name says nothing.</summary>
    /// <param name="features">The features' names in schema order; at least 1.</param>
    public static FeatureGrouping FromNames(IReadOnlyList<string> features)
    {
        var names = FeatureGroupNames.Of(features);
        string[] groups = [.. FeatureGroupNames.All.Where(names.Contains)];
        return new FeatureGrouping(groups, Array.ConvertAll(names, name => Array.IndexOf(groups, name)));
    }
}
