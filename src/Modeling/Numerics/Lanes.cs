using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Modeling.Numerics;

/// <summary>Sums in vector lanes of a fixed number, in a fixed order.</summary>
/// <remarks>
/// The lanes are those of 256-bit vectors on every machine (emulated where there are none) and products are rounded before they are added, so that the same input
/// gives the same bits with every instruction set. <c>TensorPrimitives</c> promises that for no sum.
/// </remarks>
internal static class Lanes
{
    /// <summary>The sum of products of two spans of one length.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Products(a, b);

    /// <summary>The sum of products of two spans of one length, in single precision.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Products(a, b);

    /// <summary><c>target += factor * values</c>, element by element.</summary>
    public static void AddScaled(ReadOnlySpan<double> values, double factor, Span<double> target)
    {
        var x = Vectors(values);
        var y = MemoryMarshal.Cast<double, Vector256<double>>(target);
        for (var n = 0; n < x.Length; n++) y[n] += x[n] * factor;
        for (var j = x.Length * Vector256<double>.Count; j < values.Length; j++) target[j] += values[j] * factor;
    }

    private static T Products<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : struct, INumber<T>
    {
        var x = Vectors(a);
        var y = Vectors(b);
        Vector256<T> first = default, second = default, third = default, fourth = default;
        var n = 0;
        for (; n + 3 < x.Length; n += 4)
        {
            // Four sums side by side: an addition need not wait for the one before.
            first += x[n] * y[n];
            second += x[n + 1] * y[n + 1];
            third += x[n + 2] * y[n + 2];
            fourth += x[n + 3] * y[n + 3];
        }

        for (; n < x.Length; n++) first += x[n] * y[n];
        var lanes = (first + second) + (third + fourth);
        var sum = T.Zero;
        for (var lane = 0; lane < Vector256<T>.Count; lane++) sum += lanes[lane];
        for (var j = x.Length * Vector256<T>.Count; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }

    private static ReadOnlySpan<Vector256<T>> Vectors<T>(ReadOnlySpan<T> values)
        where T : struct, INumber<T> => MemoryMarshal.Cast<T, Vector256<T>>(values);
}
