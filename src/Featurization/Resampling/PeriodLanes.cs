using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Resampling;

/// <summary>Resamples 32 stretches of a signal at once, one in each lane. Not thread-safe; the tables are shared.</summary>
/// <remarks>
/// <c>y[j] = sum over k of h(j in / out - k) x[k]</c>. Lanes do not touch one another, so an output does not depend on what stands
/// beside it.
/// </remarks>
internal sealed class PeriodLanes
{
    private const int Lanes = 32;
    private const int VectorLength = 16;

    private readonly PeriodTables tables;
    private readonly int rows;

    // Input n of lane l stands at [n * 32 + l], output j at [j * 32 + l].
    private readonly float[] inputs;
    private readonly float[] outputs;

    /// <param name="tables">The filter.</param>
    public PeriodLanes(PeriodTables tables)
    {
        this.tables = tables;
        rows = (tables.Reach + Transpose.Size - 1) / Transpose.Size * Transpose.Size;
        inputs = new float[rows * Lanes];
        outputs = new float[tables.GroupCount * PeriodTables.GroupSize * Lanes];
    }

    /// <summary>Inputs from one call's start to the next one's.</summary>
    public int Inputs => Lanes * tables.Inputs;

    /// <summary>Inputs that a call reads.</summary>
    public int Reach => (Lanes - 1) * tables.Inputs + rows;

    /// <summary>Outputs of a call.</summary>
    public int Outputs => Lanes * tables.Outputs;

    /// <summary>Values held; for tests of bounded memory.</summary>
    public int Capacity => inputs.Length + outputs.Length;

    /// <summary>Computes <see cref="Outputs"/> outputs.</summary>
    /// <param name="samples">At least <see cref="Reach"/> inputs, from the first that the first output's filter reaches.</param>
    /// <param name="output">Receives the outputs.</param>
    public void Process(ReadOnlySpan<float> samples, Span<float> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Length, Reach);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, Outputs);
        Load(ref MemoryMarshal.GetReference(samples));
        if (tables.Decimation is { } decimation) Decimate(decimation);
        else SumGroups();
        Store(ref MemoryMarshal.GetReference(output));
    }

    private void SumGroups()
    {
        for (var group = 0; group < tables.GroupCount; group++)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Wide(group);
                continue;
            }

            for (var lane = 0; lane < Lanes; lane += VectorLength) Narrow(group, lane);
        }
    }

    private void Decimate(SymmetricDecimation decimation)
    {
        ref var x = ref MemoryMarshal.GetArrayDataReference(inputs);
        ref var y = ref MemoryMarshal.GetArrayDataReference(outputs);
        for (var j = 0; j < tables.Outputs; j += SymmetricDecimation.Outputs)
        {
            for (var lane = 0; lane < Lanes; lane += VectorLength)
            {
                decimation.Eight(ref Unsafe.Add(ref x, j * decimation.Down * Lanes + lane), Lanes, ref Unsafe.Add(ref y, j * Lanes + lane));
            }
        }
    }

    private void Load(ref float samples)
    {
        ref var tile = ref MemoryMarshal.GetArrayDataReference(inputs);
        for (var lane = 0; lane < Lanes; lane += Transpose.Size)
        {
            for (var row = 0; row < rows; row += Transpose.Size)
            {
                Transpose.Eight(
                    ref Unsafe.Add(ref samples, lane * tables.Inputs + row), tables.Inputs, ref Unsafe.Add(ref tile, row * Lanes + lane), Lanes);
            }
        }
    }

    private void Store(ref float output)
    {
        ref var tile = ref MemoryMarshal.GetArrayDataReference(outputs);
        var whole = tables.Outputs / Transpose.Size * Transpose.Size;
        for (var lane = 0; lane < Lanes; lane += Transpose.Size)
        {
            for (var row = 0; row < whole; row += Transpose.Size)
            {
                Transpose.Eight(
                    ref Unsafe.Add(ref tile, row * Lanes + lane), Lanes, ref Unsafe.Add(ref output, lane * tables.Outputs + row), tables.Outputs);
            }
        }

        for (var row = whole; row < tables.Outputs; row++)
        {
            for (var lane = 0; lane < Lanes; lane++) Unsafe.Add(ref output, lane * tables.Outputs + row) = Unsafe.Add(ref tile, row * Lanes + lane);
        }
    }

    /// <summary>One group in all lanes: eight sums in registers.</summary>
    private void Wide(int group)
    {
        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(inputs), tables.Start(group) * Lanes);
        var (a0, a1, a2, a3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (b0, b1, b2, b3) = (a0, a0, a0, a0);
        ref var tap = ref MemoryMarshal.GetReference(tables.Taps(group));
        for (var n = 0; n < tables.Window; n++)
        {
            var (low, high) = (Vector512.LoadUnsafe(ref x), Vector512.LoadUnsafe(ref x, VectorLength));
            var (t0, t1) = (Vector512.Create(tap), Vector512.Create(Unsafe.Add(ref tap, 1)));
            var (t2, t3) = (Vector512.Create(Unsafe.Add(ref tap, 2)), Vector512.Create(Unsafe.Add(ref tap, 3)));
            a0 = Vector512.FusedMultiplyAdd(low, t0, a0);
            b0 = Vector512.FusedMultiplyAdd(high, t0, b0);
            a1 = Vector512.FusedMultiplyAdd(low, t1, a1);
            b1 = Vector512.FusedMultiplyAdd(high, t1, b1);
            a2 = Vector512.FusedMultiplyAdd(low, t2, a2);
            b2 = Vector512.FusedMultiplyAdd(high, t2, b2);
            a3 = Vector512.FusedMultiplyAdd(low, t3, a3);
            b3 = Vector512.FusedMultiplyAdd(high, t3, b3);
            x = ref Unsafe.Add(ref x, Lanes);
            tap = ref Unsafe.Add(ref tap, PeriodTables.GroupSize);
        }

        Keep(group, 0, a0, a1, a2, a3);
        Keep(group, VectorLength, b0, b1, b2, b3);
    }

    /// <summary>One group in half of the lanes, for machines whose vectors are half as long: again eight sums in registers.</summary>
    private void Narrow(int group, int lane)
    {
        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(inputs), tables.Start(group) * Lanes + lane);
        var (a0, a1, a2, a3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        ref var tap = ref MemoryMarshal.GetReference(tables.Taps(group));
        for (var n = 0; n < tables.Window; n++)
        {
            var value = Vector512.LoadUnsafe(ref x);
            a0 = Vector512.FusedMultiplyAdd(value, Vector512.Create(tap), a0);
            a1 = Vector512.FusedMultiplyAdd(value, Vector512.Create(Unsafe.Add(ref tap, 1)), a1);
            a2 = Vector512.FusedMultiplyAdd(value, Vector512.Create(Unsafe.Add(ref tap, 2)), a2);
            a3 = Vector512.FusedMultiplyAdd(value, Vector512.Create(Unsafe.Add(ref tap, 3)), a3);
            x = ref Unsafe.Add(ref x, Lanes);
            tap = ref Unsafe.Add(ref tap, PeriodTables.GroupSize);
        }

        Keep(group, lane, a0, a1, a2, a3);
    }

    private void Keep(int group, int lane, Vector512<float> a0, Vector512<float> a1, Vector512<float> a2, Vector512<float> a3)
    {
        ref var y = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(outputs), group * PeriodTables.GroupSize * Lanes + lane);
        a0.StoreUnsafe(ref y);
        a1.StoreUnsafe(ref y, Lanes);
        a2.StoreUnsafe(ref y, 2 * Lanes);
        a3.StoreUnsafe(ref y, 3 * Lanes);
    }
}
