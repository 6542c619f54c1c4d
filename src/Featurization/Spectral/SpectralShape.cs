using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Spectral;

/// <summary>Spectral centroid and roll-off of sixteen magnitude spectra. Immutable; thread-safe.</summary>
/// <remarks>
/// <para><c>centroid = sum f[k] m[k] / sum m[k]</c>; <c>rolloff = f[j]</c> with the least <c>j</c> for which <c>sum of m[0..j]</c>
/// reaches the share of the whole sum.
/// An all-zero frame gives 0 for both. The running sum is kept in single precision and in order, because the bin at which it crosses
/// depends on it.</para>
/// <para>Equals librosa <c>spectral_centroid</c> and <c>spectral_rolloff(roll_percent=...)</c>.</para>
/// </remarks>
internal sealed class SpectralShape
{
    // Single-precision partial sums of this many bins are gathered in double precision.
    private const int PartialBins = 32;

    private readonly int binCount;
    private readonly double binHz;
    private readonly float share;

    /// <param name="binCount">Values in a spectrum.</param>
    /// <param name="binHz">Distance between them in Hz.</param>
    /// <param name="rolloffShare">Share of the sum of magnitudes, above 0 and below 1.</param>
    public SpectralShape(int binCount, double binHz, double rolloffShare)
    {
        this.binCount = binCount;
        this.binHz = binHz;
        share = (float)rolloffShare;
    }

    /// <summary>Computes both for sixteen frames.</summary>
    /// <param name="power">Power, <c>[binCount * 16]</c>.</param>
    /// <param name="magnitude">Receives the magnitudes, its roots: taken here, where there is other work to do while the machine takes them.</param>
    /// <param name="centroidHz">Receives 16 centroids in Hz.</param>
    /// <param name="rolloffHz">Receives 16 roll-off frequencies in Hz.</param>
    public void Compute(ReadOnlySpan<float> power, Span<float> magnitude, Span<float> centroidHz, Span<float> rolloffHz)
    {
        if (power.Length < binCount * Lanes.Count) throw new ArgumentException("The spectrum is too short.", nameof(power));
        if (magnitude.Length < binCount * Lanes.Count) throw new ArgumentException("There is no room for the magnitudes.", nameof(magnitude));
        ref var p = ref MemoryMarshal.GetReference(power);
        ref var m = ref MemoryMarshal.GetReference(magnitude);
        var running = Vector512<float>.Zero;
        var (lowSum, highSum) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (lowMoment, highMoment) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var start = 0; start < binCount; start += PartialBins)
        {
            var end = Math.Min(binCount, start + PartialBins);
            var (sum, moment) = (Vector512<float>.Zero, Vector512<float>.Zero);
            for (var k = start; k < end; k++)
            {
                var value = Vector512.Sqrt(Vector512.LoadUnsafe(ref p, (nuint)(k * Lanes.Count)));
                value.StoreUnsafe(ref m, (nuint)(k * Lanes.Count));
                running += value;
                sum += value;
                moment = Vector512.MultiplyAddEstimate(value, Vector512.Create((float)k), moment);
            }

            var (low, high) = Vector512.Widen(sum);
            lowSum += low;
            highSum += high;
            (low, high) = Vector512.Widen(moment);
            lowMoment += low;
            highMoment += high;
        }

        var one = Vector512<double>.One;
        var lowCentroid = lowMoment * binHz / Vector512.ConditionalSelect(Vector512.GreaterThan(lowSum, Vector512<double>.Zero), lowSum, one);
        var highCentroid = highMoment * binHz / Vector512.ConditionalSelect(Vector512.GreaterThan(highSum, Vector512<double>.Zero), highSum, one);
        Vector512.Narrow(lowCentroid, highCentroid).CopyTo(centroidHz);
        Rolloff(ref m, running * share).CopyTo(rolloffHz);
    }

    private Vector512<float> Rolloff(ref float m, Vector512<float> threshold)
    {
        var (running, below) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var k = 0; k < binCount; k++)
        {
            running += Vector512.LoadUnsafe(ref m, (nuint)(k * Lanes.Count));
            below += Vector512.ConditionalSelect(Vector512.LessThan(running, threshold), Vector512<float>.One, Vector512<float>.Zero);
        }

        return below * (float)binHz;
    }
}
