using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Framing;

/// <summary>Cuts eight neighbouring frames out of a signal, windows them, and lays them side by side in lanes. Immutable;
/// thread-safe.</summary>
/// <remarks>The window is a periodic Hann window, <c>0.5 - 0.5 cos(2 pi n / N)</c>, in double precision: librosa's
/// <c>get_window("hann", fftbins=True)</c>.</remarks>
internal sealed class WindowedFrames
{
    private readonly double[] window;
    private readonly int hopLength;

    /// <param name="frameLength">Samples in a frame; a multiple of 8.</param>
    /// <param name="hopLength">Samples between frames; at least 1.</param>
    public WindowedFrames(int frameLength, int hopLength)
    {
        this.hopLength = hopLength;
        window = new double[frameLength];
        for (var n = 0; n < frameLength; n++) window[n] = 0.5 - 0.5 * Math.Cos(2 * Math.PI * n / frameLength);
    }

    /// <summary>Samples that <see cref="Load"/> reads.</summary>
    public int SpanLength => (Lanes.Half - 1) * hopLength + window.Length;

    /// <summary>Loads eight frames.</summary>
    /// <param name="signal">At least <see cref="SpanLength"/> samples from the first frame's start.</param>
    /// <param name="tile">Receives <c>[frameLength]</c> vectors: lane <c>l</c> of vector <c>n</c> is
    /// <c>window[n] signal[l hop + n]</c>.</param>
    public void Load(ReadOnlySpan<float> signal, Span<Vector512<double>> tile)
    {
        if (signal.Length < SpanLength || tile.Length < window.Length) throw new ArgumentException("The signal or the tile is too short.");
        ref var x = ref MemoryMarshal.GetReference(signal);
        ref var y = ref MemoryMarshal.GetReference(tile);
        ref var w = ref MemoryMarshal.GetArrayDataReference(window);
        if (Avx.IsSupported)
        {
            for (var n = 0; n < window.Length; n += Lanes.Half)
                LoadEight(ref Unsafe.Add(ref x, n), ref Unsafe.Add(ref y, n), ref Unsafe.Add(ref w, n));
            return;
        }

        for (var n = 0; n < window.Length; n++)
        {
            ref var first = ref Unsafe.Add(ref x, n);
            var lanes = Vector256<float>.Zero;
            for (var lane = 0; lane < Lanes.Half; lane++) lanes = lanes.WithElement(lane, Unsafe.Add(ref first, lane * hopLength));
            Unsafe.Add(ref y, n) = Widen(lanes) * Unsafe.Add(ref w, n);
        }
    }

    private static Vector512<double> Widen(Vector256<float> values)
    {
        if (Avx512F.IsSupported) return Avx512F.ConvertToVector512Double(values);
        var (low, high) = Vector256.Widen(values);
        return Vector512.Create(low, high);
    }

    /// <summary>Eight samples of eight frames: a transposition in three rounds of exchanges.</summary>
    private void LoadEight(ref float x, ref Vector512<double> y, ref double w)
    {
        var r0 = Row(ref x, 0);
        var r1 = Row(ref x, 1);
        var r2 = Row(ref x, 2);
        var r3 = Row(ref x, 3);
        var r4 = Row(ref x, 4);
        var r5 = Row(ref x, 5);
        var r6 = Row(ref x, 6);
        var r7 = Row(ref x, 7);

        // Neighbouring rows, within halves of four samples.
        var (a0, a1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        var (a2, a3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        var (a4, a5) = (Avx.UnpackLow(r4, r5), Avx.UnpackHigh(r4, r5));
        var (a6, a7) = (Avx.UnpackLow(r6, r7), Avx.UnpackHigh(r6, r7));

        // Pairs of rows: b0 holds samples 0 and 4 of rows 0 to 3, b1 samples 1 and 5, and so on.
        var (b0, b1) = (Avx.Shuffle(a0, a2, 0x44), Avx.Shuffle(a0, a2, 0xEE));
        var (b2, b3) = (Avx.Shuffle(a1, a3, 0x44), Avx.Shuffle(a1, a3, 0xEE));
        var (b4, b5) = (Avx.Shuffle(a4, a6, 0x44), Avx.Shuffle(a4, a6, 0xEE));
        var (b6, b7) = (Avx.Shuffle(a5, a7, 0x44), Avx.Shuffle(a5, a7, 0xEE));

        // Halves of four rows.
        Store(Avx.Permute2x128(b0, b4, 0x20), 0, ref y, ref w);
        Store(Avx.Permute2x128(b1, b5, 0x20), 1, ref y, ref w);
        Store(Avx.Permute2x128(b2, b6, 0x20), 2, ref y, ref w);
        Store(Avx.Permute2x128(b3, b7, 0x20), 3, ref y, ref w);
        Store(Avx.Permute2x128(b0, b4, 0x31), 4, ref y, ref w);
        Store(Avx.Permute2x128(b1, b5, 0x31), 5, ref y, ref w);
        Store(Avx.Permute2x128(b2, b6, 0x31), 6, ref y, ref w);
        Store(Avx.Permute2x128(b3, b7, 0x31), 7, ref y, ref w);
    }

    private Vector256<float> Row(ref float x, int lane) => Vector256.LoadUnsafe(ref x, (nuint)(lane * hopLength));

    private static void Store(Vector256<float> lanes, int n, ref Vector512<double> y, ref double w) =>
        Unsafe.Add(ref y, n) = Widen(lanes) * Unsafe.Add(ref w, n);
}
