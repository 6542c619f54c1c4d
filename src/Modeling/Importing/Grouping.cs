namespace Cluster.Modeling.Importing;

/// <summary>Joins rows of one stated group, and rows that are duplicates, into the groups that folds keep together.</summary>
internal static class Grouping
{
    /// <param name="stated">Each row's stated group; empty when unknown.</param>
    /// <param name="own">A name of its own for each row without a stated group.</param>
    /// <param name="duplicates">Pairs that belong together.</param>
    /// <returns>Each row's group: the name of the first row of those that hang together.</returns>
    public static string[] Merge(IReadOnlyList<string> stated, IReadOnlyList<string> own, IReadOnlyList<DuplicatePair> duplicates)
    {
        var parent = Enumerable.Range(0, stated.Count).ToArray();
        var firstOf = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < parent.Length; i++)
        {
            if (stated[i].Length > 0 && !firstOf.TryAdd(stated[i], i)) Join(parent, firstOf[stated[i]], i);
        }

        foreach (var pair in duplicates) Join(parent, pair.First, pair.Second);
        return
        [
            .. Enumerable.Range(0, parent.Length).Select(i =>
            {
                var root = Root(parent, i);
                return stated[root].Length > 0 ? stated[root] : own[root];
            }),
        ];
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
