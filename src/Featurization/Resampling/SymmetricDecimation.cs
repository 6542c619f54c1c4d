using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cluster.Featurization.Resampling;

/// <summary>The filter for a whole ratio, such as 44.1 to 22.05 kHz, in sixteen lanes: one multiplication serves both of its equal halves. Immutable; thread-safe.</summary>
/// <remarks>
/// <para><c>y[j] = sum over k of h[k] (x[j down + k] + x[j down - k])</c>, with half of <c>h[0]</c>. Additions have units of their own on most machines, so this
/// takes half the time of a sum over all taps.</para>
/// <para>Eight neighbouring outputs are computed at once. From one tap to the one <c>down</c> further on, what an output reads on the right is what its right
/// neighbour read before, and on the left what its left neighbour did: only one value each is new.</para>
/// </remarks>
internal sealed class SymmetricDecimation
{
    /// <summary>Outputs that are computed at once.</summary>
    public const int Outputs = 8;

    private readonly int centre;
    private readonly float[] taps;

    /// <param name="filter">The filter.</param>
    /// <param name="down">Inputs for one output, at least 2.</param>
    public SymmetricDecimation(KaiserFilter filter, int down)
    {
        Down = down;
        centre = filter.HalfTaps - 1;
        var all = new float[2 * filter.HalfTaps];
        filter.Taps(0, all);
        taps = all[centre..^1];
        taps[0] /= 2;
    }

    /// <summary>Whether the machine has vectors of sixteen and registers enough; elsewhere this is not faster.</summary>
    public static bool IsSupported => Vector512.IsHardwareAccelerated;

    /// <summary>Inputs for one output.</summary>
    public int Down { get; }

    /// <summary>Computes eight neighbouring outputs.</summary>
    /// <param name="inputs">The first input that the first output reaches, in the first of sixteen neighbouring lanes.</param>
    /// <param name="pitch">Values from one input to the next.</param>
    /// <param name="outputs">Receives the outputs, as far apart.</param>
    public void Eight(ref float inputs, int pitch, ref float outputs)
    {
        ref var first = ref Unsafe.Add(ref inputs, centre * pitch);
        var (a0, a1, a2, a3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (a4, a5, a6, a7) = (a0, a0, a0, a0);
        var step = Down * pitch;
        for (var start = 0; start < Down; start++)
        {
            // As they stand one step before the first: they move on before every tap.
            ref var right = ref Unsafe.Add(ref first, start * pitch - step);
            ref var left = ref Unsafe.Add(ref first, step - start * pitch);
            var (r0, r1, r2, r3) = (At(ref right, 0), At(ref right, step), At(ref right, 2 * step), At(ref right, 3 * step));
            var (r4, r5, r6, r7) = (At(ref right, 4 * step), At(ref right, 5 * step), At(ref right, 6 * step), At(ref right, 7 * step));
            var (l0, l1, l2, l3) = (At(ref left, 0), At(ref left, step), At(ref left, 2 * step), At(ref left, 3 * step));
            var (l4, l5, l6, l7) = (At(ref left, 4 * step), At(ref left, 5 * step), At(ref left, 6 * step), l0);
            right = ref Unsafe.Add(ref right, 8 * step);
            left = ref Unsafe.Add(ref left, -step);
            for (var k = start; k < taps.Length; k += Down)
            {
                (r0, r1, r2, r3, r4, r5, r6, r7) = (r1, r2, r3, r4, r5, r6, r7, Vector512.LoadUnsafe(ref right));
                (l7, l6, l5, l4, l3, l2, l1, l0) = (l6, l5, l4, l3, l2, l1, l0, Vector512.LoadUnsafe(ref left));
                var tap = Vector512.Create(taps[k]);
                a0 = Vector512.FusedMultiplyAdd(l0 + r0, tap, a0);
                a1 = Vector512.FusedMultiplyAdd(l1 + r1, tap, a1);
                a2 = Vector512.FusedMultiplyAdd(l2 + r2, tap, a2);
                a3 = Vector512.FusedMultiplyAdd(l3 + r3, tap, a3);
                a4 = Vector512.FusedMultiplyAdd(l4 + r4, tap, a4);
                a5 = Vector512.FusedMultiplyAdd(l5 + r5, tap, a5);
                a6 = Vector512.FusedMultiplyAdd(l6 + r6, tap, a6);
                a7 = Vector512.FusedMultiplyAdd(l7 + r7, tap, a7);
                right = ref Unsafe.Add(ref right, step);
                left = ref Unsafe.Add(ref left, -step);
            }
        }

        a0.StoreUnsafe(ref outputs);
        a1.StoreUnsafe(ref outputs, (nuint)pitch);
        a2.StoreUnsafe(ref outputs, (nuint)(2 * pitch));
        a3.StoreUnsafe(ref outputs, (nuint)(3 * pitch));
        a4.StoreUnsafe(ref outputs, (nuint)(4 * pitch));
        a5.StoreUnsafe(ref outputs, (nuint)(5 * pitch));
        a6.StoreUnsafe(ref outputs, (nuint)(6 * pitch));
        a7.StoreUnsafe(ref outputs, (nuint)(7 * pitch));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> At(ref float values, int offset) => Vector512.LoadUnsafe(ref Unsafe.Add(ref values, offset));
}
