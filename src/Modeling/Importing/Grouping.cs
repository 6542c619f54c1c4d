namespace Cluster.Modeling.Importing;

/// <summary>Joins rows of one stated group, and rows that are duplicates, into the groups that folds keep together.</summary>
internal static class Grouping
{
    /// <param name="stated">What may state a group (the artist, the track), each with one name per row, empty when unknown; rows that share any of them belong together.</param>
    /// <param name="own">A name of its own for each row without a stated group.</param>
    /// <param name="duplicates">Pairs that belong together.</param>
    /// <returns>Each row's group: the name of the first row of those that hang together.</returns>
    public static string[] Merge(IReadOnlyList<IReadOnlyList<string>> stated, IReadOnlyList<string> own, IReadOnlyList<DuplicatePair> duplicates)
    {
        var parent = Enumerable.Range(0, own.Count).ToArray();
        foreach (var names in stated)
        {
            var firstOf = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < parent.Length; i++)
            {
                if (names[i].Length > 0 && !firstOf.TryAdd(names[i], i)) Join(parent, firstOf[names[i]], i);
            }
        }

        foreach (var pair in duplicates) Join(parent, pair.First, pair.Second);
        return [.. Enumerable.Range(0, parent.Length).Select(i => Root(parent, i)).Select(root => NameOf(root) ?? own[root])];

        string? NameOf(int row) => stated.Select(names => names[row]).FirstOrDefault(name => name.Length > 0);
    }

    private static void Join(int[] parent, int a, int b)
    {
        a = Root(parent, a);
        b = Root(parent, b);
        parent[Math.Max(a, b)] = Math.Min(a, b);
    }

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }
}
