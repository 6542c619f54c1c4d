using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Preprocessing;

/// <summary>Fits and applies <see cref="PowerParameters"/> to vectors without missing values.</summary>
internal sealed class PowerTransform(PowerParameters parameters)
{
    private readonly double[] before = Array.ConvertAll(parameters.Spread, spread => spread > 0 ? 1 / spread : 0);
    private readonly double[] after = Array.ConvertAll(parameters.Scale, scale => scale > 0 ? 1 / scale : 0);

    public PowerParameters Parameters => parameters;

    /// <summary>Values after the alignment.</summary>
    public int Width => after.Length;

    /// <summary>Fits on training rows.</summary>
    /// <param name="rows">Raw vectors in which missing values were replaced.</param>
    /// <param name="chroma">Index of the first chroma mean; null where there are none.</param>
    public static PowerTransform Fit(IReadOnlyList<double[]> rows, int? chroma)
    {
        var width = rows[0].Length + (chroma is null ? 0 : ChromaAlignment.Added);
        var aligned = new double[rows.Count][];
        for (var i = 0; i < aligned.Length; i++)
        {
            aligned[i] = new double[width];
            Align(rows[i], aligned[i], chroma);
        }

        var fitted = new PowerParameters
        {
            Chroma = chroma,
            Centre = new double[width],
            Spread = new double[width],
            Lambda = [.. Enumerable.Repeat(1.0, width)],
            Mean = new double[width],
            Scale = new double[width],
        };
        var column = new double[rows.Count];
        for (var j = 0; j < width; j++)
        {
            for (var i = 0; i < column.Length; i++) column[i] = aligned[i][j];
            FitColumn(column, j, fitted);
        }

        return new PowerTransform(fitted);
    }

    /// <summary>Transforms one vector.</summary>
    /// <param name="values">Raw values without missing ones.</param>
    /// <param name="transformed">Receives <see cref="Width"/> values.</param>
    public void Apply(ReadOnlySpan<double> values, Span<double> transformed)
    {
        Align(values, transformed, parameters.Chroma);
        for (var j = 0; j < transformed.Length; j++)
        {
            transformed[j] = after[j] == 0
                ? 0
                : (YeoJohnson.Transform((transformed[j] - parameters.Centre[j]) * before[j], parameters.Lambda[j]) - parameters.Mean[j]) * after[j];
        }
    }

    private static void Align(ReadOnlySpan<double> values, Span<double> aligned, int? chroma)
    {
        values.CopyTo(aligned);
        if (chroma is { } start) ChromaAlignment.Apply(aligned, start);
    }

    private static void FitColumn(double[] column, int j, PowerParameters fitted)
    {
        (fitted.Centre[j], fitted.Spread[j]) = Moments(column);
        if (fitted.Spread[j] == 0) return;
        for (var i = 0; i < column.Length; i++) column[i] = (column[i] - fitted.Centre[j]) / fitted.Spread[j];
        fitted.Lambda[j] = YeoJohnson.Fit(column);
        for (var i = 0; i < column.Length; i++) column[i] = YeoJohnson.Transform(column[i], fitted.Lambda[j]);
        (fitted.Mean[j], fitted.Scale[j]) = Moments(column);
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        var mean = values.Sum() / values.Length;
        var squares = 0.0;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return (mean, FeaturePreprocessor.ScaleOf(mean, Math.Sqrt(squares / values.Length)));
    }
}
