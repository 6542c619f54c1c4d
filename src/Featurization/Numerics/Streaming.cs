using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Featurization.Numerics;

/// <summary>Puts values away that are not needed soon, past the caches.</summary>
internal static class Streaming
{
    /// <summary>Copies whole vectors.</summary>
    /// <param name="source">A multiple of 16 values.</param>
    /// <param name="target">As many, at a multiple of 64 bytes.</param>
    public static unsafe void Copy(ReadOnlySpan<float> source, Span<float> target)
    {
        if (target.Length < source.Length) throw new ArgumentException("The target is too short.", nameof(target));
        ref var from = ref MemoryMarshal.GetReference(source);
        fixed (float* to = target)
        {
            for (var i = 0; i < source.Length; i += Lanes.Count) Vector512.LoadUnsafe(ref from, (nuint)i).StoreAlignedNonTemporal(to + i);
        }
    }
}
