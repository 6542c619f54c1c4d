using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cluster.Featurization.Numerics;

/// <summary>A buffer that starts at a multiple of 64 bytes, the width of the widest vector and of a cache line, so that no aligned vector
/// straddles two lines. It grows and is reused. Not thread-safe.</summary>
/// <typeparam name="T">A number.</typeparam>
internal sealed class AlignedArray<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    private T[] array = [];
    private int start;

    /// <summary>Values that it holds without growing.</summary>
    public int Capacity { get; private set; }

    /// <summary>All values.</summary>
    public Span<T> Span => array.AsSpan(start, Capacity);

    /// <summary>The first values, after making room for them; what was there before is lost when it grows.</summary>
    /// <param name="length">How many; at least 0.</param>
    public Span<T> Take(int length)
    {
        if (length > Capacity)
        {
            // A pinned array stays where it is, and so stays aligned.
            var size = Unsafe.SizeOf<T>();
            array = GC.AllocateUninitializedArray<T>(length + Alignment / size, pinned: true);
            var address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
            start = (int)((Alignment - address % Alignment) % Alignment / (nuint)size);
            Capacity = length;
        }

        return array.AsSpan(start, length);
    }
}
