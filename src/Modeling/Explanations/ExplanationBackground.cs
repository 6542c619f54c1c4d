using Cluster.Modeling.Data;
using Cluster.Modeling.Drift;

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

    /// <summary>Makes rows of the histograms that are kept with a model, so that nothing of its training rows is needed.</summary>
    /// <param name="histograms">Verified histograms.</param>
    /// <param name="count">Rows, 1 to <see cref="MaxRows"/>.</param>
    /// <param name="seed">The same seed makes the same rows.</param>
    /// <returns>
    /// Rows in which every feature takes its training quantiles at <c>(i + 1/2) / count</c>, each once, in an order of its own; the highest are missing in as great a share as in
    /// training. So every feature is distributed as in training, and no two depend on each other.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is outside its range.</exception>
    /// <remarks>
    /// Source: McKay, Beckman and Conover, "A comparison of three methods for selecting values of input variables in the analysis of output from a computer code", Technometrics
    /// 21, 1979 (Latin hypercube sampling, with the middle of each stratum).
    /// </remarks>
    public static ExplanationBackground FromHistograms(ReferenceHistograms histograms, int count = DefaultRows, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxRows);
        var (random, reference) = (new Random(seed), FeatureReference.FromHistograms(histograms));
        var rows = Enumerable.Range(0, count).Select(_ => new float[histograms.Features.Count]).ToArray();
        int[] order = [.. Enumerable.Range(0, count)];
        for (var j = 0; j < histograms.Features.Count; j++)
        {
            var present = 1 - ((double)histograms.Features[j].Missing / histograms.Features[j].Total);
            random.Shuffle(order);
            for (var i = 0; i < count; i++)
            {
                var level = (order[i] + 0.5) / count;
                rows[i][j] = level < present && reference.QuantileOf(j, level / present) is { } value ? (float)value : float.NaN;
            }
        }

        return new ExplanationBackground(rows);
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
