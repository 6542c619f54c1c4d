using Cluster.Modeling.Data;

namespace Cluster.Modeling.Explanations;

/// <summary>The rows that a row is compared with: a feature that is left out takes their values, and the base is the mean of what the model gives for them. Immutable.</summary>
/// <remarks>More rows give a steadier base; the time of group Shapley values grows with their number, that of the others hardly.</remarks>
public sealed class ExplanationBackground
{
    /// <summary>The most rows.</summary>
    public const int MaxRows = 256;

    /// <summary>Rows that are enough for most models.</summary>
    public const int DefaultRows = 32;

    /// <summary>Creates a background.</summary>
    /// <param name="rows">Raw vectors of one length, NaN where missing; 1 to <see cref="MaxRows"/>. They are copied.</param>
    /// <exception cref="ArgumentException">There are no rows or too many, or they differ in length.</exception>
    public ExplanationBackground(IReadOnlyList<float[]> rows)
    {
        Width = WidthOf(rows);
        if (rows.Count > MaxRows) throw new ArgumentException($"{rows.Count} background rows were given; at most {MaxRows} are used.", nameof(rows));
        Rows = [.. rows.Select(row => row.ToArray())];
    }

    /// <summary>Values per row.</summary>
    public int Width { get; }

    /// <summary>The rows; not to be changed.</summary>
    internal IReadOnlyList<float[]> Rows { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Rows.Count;

    /// <summary>Draws rows of a training table, as many of each emotion as of the others as far as there are any.</summary>
    /// <param name="table">Training rows under the model's schema.</param>
    /// <param name="count">Wanted rows, 1 to <see cref="MaxRows"/>; fewer where the table is smaller.</param>
    /// <param name="seed">The same seed draws the same rows.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is outside its range.</exception>
    public static ExplanationBackground Draw(LabelledTable table, int count = DefaultRows, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxRows);
        var random = new Random(seed);
        var byClass = table.Classes.Select(emotion =>
        {
            float[][] rows = [.. table.Rows.Where(row => row.Label == emotion).Select(row => row.Features)];
            random.Shuffle(rows);
            return rows;
        }).ToArray();
        var turns = byClass.SelectMany(rows => rows.Select((row, turn) => (row, turn))).OrderBy(pair => pair.turn);
        return new ExplanationBackground([.. turns.Take(count).Select(pair => pair.row)]);
    }

    /// <exception cref="ArgumentException">There is no row, or rows differ in length.</exception>
    internal static int WidthOf(IReadOnlyList<float[]> rows)
    {
        if (rows.Count == 0) throw new ArgumentException("No rows were given.", nameof(rows));
        var width = rows[0].Length;
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i].Length != width) throw new ArgumentException($"Row {i} has {rows[i].Length} values, row 0 has {width}.", nameof(rows));
        }

        return width;
    }
}
