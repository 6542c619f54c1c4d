using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Chroma;

/// <summary>Collects the spectral peaks of a clip, sharpened by parabolas, from which its tuning is estimated. Not thread-safe;
/// reused.</summary>
/// <remarks>
/// A peak is a bin from 150 to 4000 Hz above a tenth of its frame's largest power, above its lower and not below its upper neighbour.
/// Equals librosa <c>piptrack</c> on power, in single precision as there.
/// </remarks>
internal sealed class PitchPeaks
{
    private const double LowestHz = 150;
    private const double HighestHz = 4000;
    private const float Threshold = 0.1f;

    private readonly int binCount;
    private readonly double binHz;
    private readonly int first;
    private readonly int end;
    private float[] frequencies = new float[1 << 14];
    private float[] strengths = new float[1 << 14];

    /// <param name="binCount">Values in a spectrum.</param>
    /// <param name="binHz">Distance between them in Hz.</param>
    public PitchPeaks(int binCount, double binHz)
    {
        this.binCount = binCount;
        this.binHz = binHz;
        first = (int)Math.Ceiling(LowestHz / binHz);
        end = (int)Math.Ceiling(HighestHz / binHz);
    }

    /// <summary>Number of peaks.</summary>
    public int Count { get; private set; }

    /// <summary>Frequencies of the peaks in Hz.</summary>
    public ReadOnlySpan<float> FrequenciesHz => frequencies.AsSpan(0, Count);

    /// <summary>Their interpolated power.</summary>
    public ReadOnlySpan<float> Strengths => strengths.AsSpan(0, Count);

    /// <summary>Forgets everything.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds the peaks of sixteen frames.</summary>
    /// <param name="power">Power, <c>[binCount * 16]</c>.</param>
    /// <param name="frames">How many of the frames are real, 1 to 16.</param>
    public void Add(ReadOnlySpan<float> power, int frames)
    {
        if (power.Length < binCount * Lanes.Count) throw new ArgumentException("The spectrum is too short.", nameof(power));
        ref var p = ref MemoryMarshal.GetReference(power);
        var largest = Vector512<float>.Zero;
        for (var k = 0; k < binCount; k++) largest = Vector512.MaxNative(largest, Vector512.LoadUnsafe(ref p, (nuint)(k * Lanes.Count)));
        var threshold = largest * Threshold;
        var real = (1UL << frames) - 1;
        var below = Vector512.LoadUnsafe(ref p, (nuint)((first - 1) * Lanes.Count));
        var here = Vector512.LoadUnsafe(ref p, (nuint)(first * Lanes.Count));
        for (var k = first; k < end; k++)
        {
            var above = Vector512.LoadUnsafe(ref p, (nuint)((k + 1) * Lanes.Count));
            var isPeak = Vector512.GreaterThan(here, threshold) & Vector512.GreaterThan(here, below) & Vector512.GreaterThanOrEqual(here, above);
            for (var lanes = isPeak.ExtractMostSignificantBits() & real; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                AddPeak(k, below[lane], here[lane], above[lane]);
            }

            (below, here) = (here, above);
        }
    }

    private void AddPeak(int bin, float below, float here, float above)
    {
        var bend = (double)(above + below) - 2.0 * here;
        var slope = (above - below) / 2.0;
        var shift = Math.Abs(slope) >= Math.Abs(bend) ? 0f : (float)(-slope / bend);
        if (Count == frequencies.Length)
        {
            Array.Resize(ref frequencies, 2 * Count);
            Array.Resize(ref strengths, 2 * Count);
        }

        frequencies[Count] = (float)((bin + (double)shift) * binHz);
        strengths[Count] = here + 0.5f * ((above - below) / 2f) * shift;
        Count++;
    }
}
