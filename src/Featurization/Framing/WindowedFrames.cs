using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Framing;

/// <summary>Cuts eight neighbouring frames out of a signal, windows them, and lays them side by side in lanes. Immutable; thread-safe.</summary>
/// <remarks>The window is a periodic Hann window, <c>0.5 - 0.5 cos(2 pi n / N)</c>, in double precision: librosa's <c>get_window("hann", fftbins=True)</c>.</remarks>
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
    /// <param name="tile">Receives <c>[frameLength]</c> vectors: lane <c>l</c> of vector <c>n</c> is <c>window[n] signal[l hop + n]</c>.</param>
    public void Load(ReadOnlySpan<float> signal, Span<Vector512<double>> tile)
    {
        if (signal.Length < SpanLength || tile.Length < window.Length) throw new ArgumentException("The signal or the tile is too short.");
        ref var x = ref MemoryMarshal.GetReference(signal);
        ref var y = ref MemoryMarshal.GetReference(tile);
        ref var w = ref MemoryMarshal.GetArrayDataReference(window);
        var hop = hopLength;
        for (var n = 0; n < window.Length; n++)
        {
            ref var first = ref Unsafe.Add(ref x, n);
            var lanes = Vector256.Create(
                first,
                Unsafe.Add(ref first, hop),
                Unsafe.Add(ref first, 2 * hop),
                Unsafe.Add(ref first, 3 * hop),
                Unsafe.Add(ref first, 4 * hop),
                Unsafe.Add(ref first, 5 * hop),
                Unsafe.Add(ref first, 6 * hop),
                Unsafe.Add(ref first, 7 * hop));
            var (low, high) = Vector256.Widen(lanes);
            Unsafe.Add(ref y, n) = Vector512.Create(low, high) * Unsafe.Add(ref w, n);
        }
    }
}
