using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Mel;

/// <summary>Triangular filters on the Slaney mel scale, normalised to equal area. Immutable; thread-safe.</summary>
/// <remarks>
/// The scale is linear below 1 kHz (15 mel there) and logarithmic above. Rows are kept without their zeros.
/// Source: Slaney, "Auditory Toolbox", 1998; equals librosa <c>filters.mel</c> with <c>htk=False, norm="slaney"</c>.
/// </remarks>
internal sealed class MelFilterBank
{
    private const double LinearHzPerMel = 200.0 / 3;
    private const double BreakHz = 1000;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    private readonly Row[] rows;
    private readonly int binCount;

    /// <param name="bandCount">Number of bands, at least 1.</param>
    /// <param name="binCount">Values in a spectrum.</param>
    /// <param name="binHz">Distance between them in Hz.</param>
    public MelFilterBank(int bandCount, int binCount, double binHz)
    {
        this.binCount = binCount;
        var top = HzToMel((binCount - 1) * binHz);
        var edges = new double[bandCount + 2];
        for (var i = 0; i < edges.Length; i++) edges[i] = MelToHz(top * i / (bandCount + 1));
        rows = new Row[bandCount];
        for (var band = 0; band < bandCount; band++) rows[band] = BuildRow(edges.AsSpan(band, 3), binCount, binHz);
    }

    /// <summary>Number of bands.</summary>
    public int BandCount => rows.Length;

    /// <summary>Mel of a frequency in Hz.</summary>
    public static double HzToMel(double hz) =>
        hz < BreakHz ? hz / LinearHzPerMel : BreakHz / LinearHzPerMel + Math.Log(hz / BreakHz) / LogStep;

    /// <summary>Frequency in Hz of a mel.</summary>
    public static double MelToHz(double mel) =>
        mel < BreakHz / LinearHzPerMel ? mel * LinearHzPerMel : BreakHz * Math.Exp(LogStep * (mel - BreakHz / LinearHzPerMel));

    /// <summary>Sums the power in each band of sixteen frames.</summary>
    /// <param name="power">Power, <c>[binCount * 16]</c>.</param>
    /// <param name="bands">Receives band <c>b</c> at <c>[b * stride ... + 16]</c>.</param>
    /// <param name="stride">Distance between bands in the output; at least 16.</param>
    public void Apply(ReadOnlySpan<float> power, Span<float> bands, int stride)
    {
        if (power.Length < binCount * Lanes.Count) throw new ArgumentException("The spectrum is too short.", nameof(power));
        ref var p = ref MemoryMarshal.GetReference(power);
        for (var band = 0; band < rows.Length; band++)
        {
            var (first, weights) = rows[band];
            var sum = Vector512<float>.Zero;
            for (var i = 0; i < weights.Length; i++)
                sum = Vector512.MultiplyAddEstimate(Vector512.Create(weights[i]), Vector512.LoadUnsafe(ref p, (nuint)((first + i) * Lanes.Count)), sum);
            sum.CopyTo(bands[(band * stride)..]);
        }
    }

    private static Row BuildRow(ReadOnlySpan<double> edges, int binCount, double binHz)
    {
        var weights = new List<float>();
        var first = 0;
        var scale = 2 / (edges[2] - edges[0]);
        for (var k = 0; k < binCount; k++)
        {
            var rising = (k * binHz - edges[0]) / (edges[1] - edges[0]);
            var falling = (edges[2] - k * binHz) / (edges[2] - edges[1]);

            // Rounded before and after it is scaled, as the reference keeps its table.
            var weight = (float)((float)Math.Max(0, Math.Min(rising, falling)) * scale);
            if (weight <= 0) continue;
            if (weights.Count == 0) first = k;
            weights.Add(weight);
        }

        return new Row(first, [.. weights]);
    }

    private readonly record struct Row(int First, float[] Weights);
}
