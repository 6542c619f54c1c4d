namespace Cluster.Modeling.Importing;

/// <summary>Pairs of rows worth comparing in a large table: those that fall into one cell of a coarse grid over a few features.</summary>
/// <remarks>
/// Copies differ by a fraction of a cell in most features, so that at least one of the grids, each over other features and with another offset, puts them together.
/// Source of the idea: locality-sensitive hashing, Indyk and Motwani, STOC 1998.
/// </remarks>
internal static class DuplicateCandidates
{
    private const int Grids = 24;
    private const int FeaturesPerGrid = 6;
    private const float CellWidth = 0.75f;

    // A crowded cell is searched among neighbours in order only.
    private const int Neighbours = 100;

    /// <summary>The pairs, the lower row first; a pair that several grids put together comes several times.</summary>
    public static IEnumerable<(int First, int Second)> Find(float[][] rows)
    {
        var width = rows[0].Length;
        if (width == 0) yield break;
        for (var grid = 0; grid < Grids; grid++)
        {
            var random = new Random(grid);
            var features = Enumerable.Range(0, FeaturesPerGrid).Select(_ => random.Next(width)).ToArray();
            var offsets = features.Select(_ => random.NextSingle() * CellWidth).ToArray();
            foreach (var cell in Cells(rows, features, offsets))
            {
                // Within a cell the order by one feature brings copies next to each other.
                cell.Sort((a, b) => rows[a][features[0]].CompareTo(rows[b][features[0]]));
                for (var a = 0; a < cell.Count; a++)
                {
                    for (var b = a + 1; b < Math.Min(cell.Count, a + Neighbours); b++)
                    {
                        yield return (Math.Min(cell[a], cell[b]), Math.Max(cell[a], cell[b]));
                    }
                }
            }
        }
    }

    private static IEnumerable<List<int>> Cells(float[][] rows, int[] features, float[] offsets)
    {
        var cells = new Dictionary<long, List<int>>();
        for (var i = 0; i < rows.Length; i++)
        {
            var key = 0L;
            var complete = true;
            for (var f = 0; f < features.Length && complete; f++)
            {
                var value = rows[i][features[f]];
                complete = !float.IsNaN(value);
                key = unchecked((key * 1_000_003) + (long)Math.Floor((value + offsets[f]) / CellWidth));
            }

            if (!complete) continue;
            if (!cells.TryGetValue(key, out var cell)) cells[key] = cell = [];
            cell.Add(i);
        }

        return cells.Values.Where(cell => cell.Count > 1);
    }
}
