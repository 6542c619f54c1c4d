using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Chroma;

/// <summary>Folds power spectra into twelve pitch classes from C, tuned to the recording. Immutable; thread-safe.</summary>
/// <remarks>
/// <para>Each bin spreads over the pitch classes as a Gaussian around its own pitch, with columns of unit length, and counts by how near
/// it lies to octave 5
/// (Gaussian, two octaves wide). Each frame is then divided by its largest class; an all-zero frame stays 0.</para>
/// <para>Source: Ellis, "Chroma feature analysis and synthesis", 2007; equals librosa <c>filters.chroma(tuning=...)</c> and
/// <c>chroma_stft</c>.</para>
/// </remarks>
internal sealed class ChromaFilterBank
{
    /// <summary>Pitch classes.</summary>
    public const int ClassCount = 12;

    private const double CentreOctave = 5;
    private const double OctaveWidth = 2;
    private const float SmallestNormal = 1.17549435e-38f;

    private readonly int binCount;

    // [bin * 12 + class]
    private readonly float[] weights;

    /// <param name="fftLength">Points of the transform.</param>
    /// <param name="sampleRate">Sample rate in Hz.</param>
    /// <param name="tuning">Deviation from A4 = 440 Hz in semitones.</param>
    public ChromaFilterBank(int fftLength, int sampleRate, double tuning)
    {
        binCount = fftLength / 2 + 1;
        weights = new float[binCount * ClassCount];
        var a0 = 440 * Math.Pow(2, tuning / ClassCount) / 16;

        // Pitch of each bin in semitones; the one at 0 Hz is made up, one and a half octaves below the next.
        double Pitch(int k) => k == 0 ? Pitch(1) - 1.5 * ClassCount : ClassCount * Math.Log2((double)k * sampleRate / fftLength / a0);
        Span<double> column = stackalloc double[ClassCount];
        for (var k = 0; k < binCount; k++)
        {
            var pitch = Pitch(k);
            var width = Math.Max(Pitch(k + 1) - pitch, 1);
            double squares = 0;
            for (var c = 0; c < ClassCount; c++)
            {
                var distance = (pitch - c + ClassCount / 2.0 + 10 * ClassCount) % ClassCount - ClassCount / 2.0;
                column[c] = Math.Exp(-0.5 * Math.Pow(2 * distance / width, 2));
                squares += column[c] * column[c];
            }

            var scale = Math.Exp(-0.5 * Math.Pow((pitch / ClassCount - CentreOctave) / OctaveWidth, 2)) / Math.Sqrt(squares);

            // The pitches are counted from A, the classes from C, three semitones above it.
            for (var c = 0; c < ClassCount; c++) weights[k * ClassCount + c] = (float)(column[(c + 3) % ClassCount] * scale);
        }
    }

    /// <summary>Folds sixteen frames.</summary>
    /// <param name="power">Power, <c>[binCount * 16]</c>.</param>
    /// <param name="chroma">Receives class <c>c</c> at <c>[c * stride ... + 16]</c>, 0 to 1.</param>
    /// <param name="stride">Distance between classes in the output; at least 16.</param>
    public void Apply(ReadOnlySpan<float> power, Span<float> chroma, int stride)
    {
        if (power.Length < binCount * Lanes.Count) throw new ArgumentException("The spectrum is too short.", nameof(power));
        Span<Vector512<float>> sums = stackalloc Vector512<float>[ClassCount];

        // As many classes at a time as keep their sums in registers.
        if (Vector512.IsHardwareAccelerated) SumAll(power, sums);
        else for (var c = 0; c < ClassCount; c += 4) SumFour(power, c, sums[c..]);

        var largest = Vector512<float>.Zero;
        foreach (var sum in sums) largest = Vector512.MaxNative(largest, sum);
        var divisor = Vector512.ConditionalSelect(Vector512.LessThan(largest, Vector512.Create(SmallestNormal)), Vector512<float>.One, largest);
        for (var c = 0; c < ClassCount; c++) (sums[c] / divisor).CopyTo(chroma[(c * stride)..]);
    }

    private void SumAll(ReadOnlySpan<float> power, Span<Vector512<float>> sums)
    {
        ref var p = ref MemoryMarshal.GetReference(power);
        ref var w = ref MemoryMarshal.GetArrayDataReference(weights);
        var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (s4, s5, s6, s7) = (s0, s0, s0, s0);
        var (s8, s9, s10, s11) = (s0, s0, s0, s0);
        for (var k = 0; k < binCount; k++)
        {
            var value = Vector512.LoadUnsafe(ref p);
            s0 = Vector512.MultiplyAddEstimate(value, Vector512.Create(w), s0);
            s1 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 1)), s1);
            s2 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 2)), s2);
            s3 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 3)), s3);
            s4 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 4)), s4);
            s5 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 5)), s5);
            s6 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 6)), s6);
            s7 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 7)), s7);
            s8 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 8)), s8);
            s9 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 9)), s9);
            s10 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 10)), s10);
            s11 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 11)), s11);
            p = ref Unsafe.Add(ref p, Lanes.Count);
            w = ref Unsafe.Add(ref w, ClassCount);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
        (sums[4], sums[5], sums[6], sums[7]) = (s4, s5, s6, s7);
        (sums[8], sums[9], sums[10], sums[11]) = (s8, s9, s10, s11);
    }

    private void SumFour(ReadOnlySpan<float> power, int firstClass, Span<Vector512<float>> sums)
    {
        ref var p = ref MemoryMarshal.GetReference(power);
        ref var w = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(weights), firstClass);
        var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        for (var k = 0; k < binCount; k++)
        {
            var value = Vector512.LoadUnsafe(ref p);
            s0 = Vector512.MultiplyAddEstimate(value, Vector512.Create(w), s0);
            s1 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 1)), s1);
            s2 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 2)), s2);
            s3 = Vector512.MultiplyAddEstimate(value, Vector512.Create(Unsafe.Add(ref w, 3)), s3);
            p = ref Unsafe.Add(ref p, Lanes.Count);
            w = ref Unsafe.Add(ref w, ClassCount);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
    }
}
