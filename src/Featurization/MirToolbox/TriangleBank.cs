using System.Numerics.Tensors;

namespace Cluster.Featurization.MirToolbox;

/// <summary>Cepstral coefficients of a clip's magnitude spectrum, by 40 triangles. Immutable; thread-safe.</summary>
/// <remarks>Source: Slaney, "Auditory Toolbox", Interval TR 1998-010: 13 edges in equal steps, then in equal ratios; triangles of equal area.</remarks>
internal sealed class TriangleBank
{
    /// <summary>Coefficients, the first of which, the level, is left out.</summary>
    public const int CoefficientCount = 13;

    /// <summary>Triangles.</summary>
    public const int BandCount = 40;

    private const double LowestHz = 133.3333;
    private const double StepHz = 66.66666666;
    private const double Ratio = 1.0711703;
    private const int LinearEdges = 12;
    private const double Floor = 1e-16;

    private readonly (int First, double[] Weights)[] bands;

    /// <param name="binHz">Distance between bins in Hz.</param>
    public TriangleBank(double binHz)
    {
        var edges = new double[BandCount + 2];
        for (var i = 0; i < edges.Length; i++)
            edges[i] = i <= LinearEdges ? LowestHz + StepHz * i : edges[LinearEdges] * Math.Pow(Ratio, i - LinearEdges);
        bands = [.. Enumerable.Range(0, BandCount).Select(k => Triangle(edges[k], edges[k + 1], edges[k + 2], binHz))];
    }

    /// <summary>Computes the bands' levels.</summary>
    /// <param name="magnitudes">The spectrum, from 0 Hz.</param>
    /// <param name="levels">Receives the decadic logarithm of each of the <see cref="BandCount"/> bands.</param>
    public void Levels(ReadOnlySpan<double> magnitudes, Span<double> levels)
    {
        for (var k = 0; k < BandCount; k++)
        {
            var (first, weights) = bands[k];
            var sum = TensorPrimitives.Dot(magnitudes.Slice(first, weights.Length), weights);
            levels[k] = Math.Log10(sum + Floor);
        }
    }

    /// <summary>Computes the coefficients.</summary>
    /// <param name="levels">The bands' levels.</param>
    /// <param name="coefficients">Receives <see cref="CoefficientCount"/> values.</param>
    public static void Coefficients(ReadOnlySpan<double> levels, Span<double> coefficients)
    {
        for (var r = 1; r <= CoefficientCount; r++)
        {
            double sum = 0;
            for (var k = 0; k < BandCount; k++) sum += levels[k] * Math.Cos(Math.PI * r * (2 * k + 1) / (2 * BandCount));
            coefficients[r - 1] = Math.Sqrt(2.0 / BandCount) * sum;
        }
    }

    private static (int First, double[] Weights) Triangle(double low, double centre, double high, double binHz)
    {
        var (first, end) = ((int)Math.Floor(low / binHz) + 1, (int)Math.Ceiling(high / binHz));
        var height = 2 / (high - low);
        return (first, [.. Enumerable.Range(first, end - first).Select(b => b * binHz).Select(
            f => height * (f <= centre ? (f - low) / (centre - low) : (high - f) / (high - centre)))]);
    }
}
