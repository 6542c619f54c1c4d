using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Mel;

/// <summary>The cosine transform that takes mel levels in dB to cepstral coefficients. Immutable; thread-safe.</summary>
/// <remarks>
/// <c>c[i] = s[i] sum over b of L[b] cos(pi i (b + 0.5) / B)</c> with <c>s[0] = sqrt(1/B)</c>, else <c>sqrt(2/B)</c>: DCT-II,
/// orthonormal, without lifter.
/// Source: Davis and Mermelstein, IEEE TASSP 28, 1980; equals librosa <c>mfcc</c>.
/// </remarks>
internal sealed class Mfcc
{
    private readonly float[] basis;
    private readonly int count;
    private readonly int bandCount;

    /// <param name="count">Number of coefficients, from the 0th on.</param>
    /// <param name="bandCount">Number of mel bands.</param>
    public Mfcc(int count, int bandCount)
    {
        this.count = count;
        this.bandCount = bandCount;
        basis = new float[count * bandCount];
        for (var i = 0; i < count; i++)
        {
            var scale = Math.Sqrt((i == 0 ? 1.0 : 2.0) / bandCount);
            for (var b = 0; b < bandCount; b++) basis[i * bandCount + b] = (float)(scale * Math.Cos(Math.PI * i * (b + 0.5) / bandCount));
        }
    }

    /// <summary>Transforms all frames of a clip.</summary>
    /// <param name="levels">Mel levels in dB: band <c>b</c> of frame <c>t</c> at <c>[b * stride + t]</c>.</param>
    /// <param name="coefficients">Receives coefficient <c>i</c> of frame <c>t</c> at <c>[i * stride + t]</c>.</param>
    /// <param name="stride">Distance between rows: the frames, rounded up to whole tiles.</param>
    public void Apply(ReadOnlySpan<float> levels, Span<float> coefficients, int stride)
    {
        if (levels.Length < bandCount * stride) throw new ArgumentException("The levels are too short.", nameof(levels));
        if (coefficients.Length < count * stride) throw new ArgumentException("The output is too short.", nameof(coefficients));
        ref var x = ref MemoryMarshal.GetReference(levels);
        ref var y = ref MemoryMarshal.GetReference(coefficients);
        for (var i = 0; i < count; i++)
        {
            var row = basis.AsSpan(i * bandCount, bandCount);
            for (var t = 0; t < stride; t += Lanes.Count)
            {
                var sum = Vector512<float>.Zero;
                for (var b = 0; b < row.Length; b++)
                    sum = Vector512.MultiplyAddEstimate(Vector512.Create(row[b]), Vector512.LoadUnsafe(ref x, (nuint)(b * stride + t)), sum);
                sum.StoreUnsafe(ref y, (nuint)(i * stride + t));
            }
        }
    }
}
