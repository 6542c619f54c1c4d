using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cluster.Featurization.Numerics;

/// <summary>Two lanes, for every other machine.</summary>
internal readonly struct Lanes2 : ILanes<Lanes2>
{
    private readonly Vector128<double> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes2(Vector128<double> value) => this.value = value;

    public static int Count => Vector128<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 operator +(Lanes2 left, Lanes2 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 operator -(Lanes2 left, Lanes2 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 operator *(Lanes2 left, double right) => new(left.value * Vector128.Create(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 operator *(Lanes2 left, Lanes2 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 MultiplyAdd(Lanes2 factor, double scale, Lanes2 addend) =>
        new(Vector128.MultiplyAddEstimate(factor.value, Vector128.Create(scale), addend.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 MultiplySubtract(Lanes2 factor, double scale, Lanes2 subtrahend) =>
        new(Vector128.MultiplyAddEstimate(factor.value, Vector128.Create(scale), -subtrahend.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 MultiplyAdd(Lanes2 left, Lanes2 right, Lanes2 addend) => new(Vector128.MultiplyAddEstimate(left.value, right.value, addend.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 Abs(Lanes2 value) => new(Vector128.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 SumOfSquares(Lanes2 re, Lanes2 im) =>
        new(Vector128.MultiplyAddEstimate(re.value, re.value, im.value * im.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 Load(ref readonly float source) => new(Vector128.Create((double)source, Unsafe.Add(ref Unsafe.AsRef(in source), 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes2 value, ref float target)
    {
        target = (float)value.value[0];
        Unsafe.Add(ref target, 1) = (float)value.value[1];
    }
}
