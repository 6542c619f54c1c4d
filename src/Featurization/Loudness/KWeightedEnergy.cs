using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Featurization.Loudness;

/// <summary>K-weights one channel, eight samples at a time, and sums the squares. Immutable; thread-safe: the memory of the filter lies
/// with the caller.</summary>
/// <remarks>
/// <para>Both second-order filters together are one of order four, <c>z[n] = sum b[k] x[n-k] - sum a[k] z[n-k]</c>. Unrolled over eight
/// samples, the outputs are a fixed linear map of those samples, the four before them and the four outputs before them. A column of that
/// map is what a unit at one of these places gives; the recursion is left with one step in eight.</para>
/// <para>Source of the scheme: block processing of recursive filters, Burrus, "Block realization of digital filters", IEEE Trans. Audio
/// Electroacoustics 20, 1972.</para>
/// </remarks>
internal sealed class KWeightedEnergy
{
    /// <summary>Samples, and outputs, that the filter looks back.</summary>
    public const int Order = 4;

    private const int Block = 8;

    // Decaying towards silence, outputs would linger in slow denormal numbers.
    private const double Nothing = 1e-30;

    private readonly double[] forward;
    private readonly double[] backward;

    // Columns of the block's map: by the sample at n - 4 ... n + 7, then by the output at n - 4 ... n - 1.
    private readonly Vector512<double>[] bySample;
    private readonly Vector512<double>[] byOutput;

    /// <param name="weighting">The filters for the sample rate at hand.</param>
    public KWeightedEnergy(KWeighting weighting)
    {
        var (shelf, high) = (weighting.Shelf, weighting.HighPass);
        forward = Product([shelf.B0, shelf.B1, shelf.B2], [high.B0, high.B1, high.B2]);
        backward = Product([1, shelf.A1, shelf.A2], [1, high.A1, high.A2]);
        bySample = [.. Enumerable.Range(0, Order + Block).Select(i => Response(unitSample: i, unitOutput: -1))];
        byOutput = [.. Enumerable.Range(0, Order).Select(i => Response(unitSample: -1, unitOutput: i))];
    }

    /// <summary>Filters samples and sums the squares of what comes out.</summary>
    /// <param name="samples">The <see cref="Order"/> samples before, then the ones to filter.</param>
    /// <param name="outputs">The <see cref="Order"/> outputs before; receives the last ones.</param>
    /// <returns>The sum of squares, one term for each sample to filter.</returns>
    public double Sum(ReadOnlySpan<double> samples, Span<double> outputs)
    {
        ref var x = ref MemoryMarshal.GetReference(samples);
        ref var m = ref MemoryMarshal.GetArrayDataReference(bySample);
        var count = samples.Length - Order;
        var (z4, z3, z2, z1) = (
            Vector512.Create(outputs[0]), Vector512.Create(outputs[1]), Vector512.Create(outputs[2]), Vector512.Create(outputs[3]));
        var (c4, c3, c2, c1) = (byOutput[0], byOutput[1], byOutput[2], byOutput[3]);
        var (m0, m1, m2, m3) = (m, Unsafe.Add(ref m, 1), Unsafe.Add(ref m, 2), Unsafe.Add(ref m, 3));
        var (m4, m5, m6, m7) = (Unsafe.Add(ref m, 4), Unsafe.Add(ref m, 5), Unsafe.Add(ref m, 6), Unsafe.Add(ref m, 7));
        var (m8, m9, m10, m11) = (Unsafe.Add(ref m, 8), Unsafe.Add(ref m, 9), Unsafe.Add(ref m, 10), Unsafe.Add(ref m, 11));
        var squares = Vector512<double>.Zero;
        var n = 0;
        for (; n + Block <= count; n += Block)
        {
            ref var first = ref Unsafe.Add(ref x, n);
            var even = m0 * first;
            var odd = m1 * Unsafe.Add(ref first, 1);
            even = Add(m2, Unsafe.Add(ref first, 2), even);
            odd = Add(m3, Unsafe.Add(ref first, 3), odd);
            even = Add(m4, Unsafe.Add(ref first, 4), even);
            odd = Add(m5, Unsafe.Add(ref first, 5), odd);
            even = Add(m6, Unsafe.Add(ref first, 6), even);
            odd = Add(m7, Unsafe.Add(ref first, 7), odd);
            even = Add(m8, Unsafe.Add(ref first, 8), even);
            odd = Add(m9, Unsafe.Add(ref first, 9), odd);
            even = Add(m10, Unsafe.Add(ref first, 10), even);
            odd = Add(m11, Unsafe.Add(ref first, 11), odd);

            var old = Vector512.FusedMultiplyAdd(c3, z3, Vector512.FusedMultiplyAdd(c4, z4, even));
            var young = Vector512.FusedMultiplyAdd(c1, z1, Vector512.FusedMultiplyAdd(c2, z2, odd));
            var z = old + young;
            squares = Vector512.FusedMultiplyAdd(z, z, squares);
            (z4, z3, z2, z1) = (Spread(z, 4), Spread(z, 5), Spread(z, 6), Spread(z, 7));
        }

        (outputs[0], outputs[1], outputs[2], outputs[3]) = (z4[0], z3[0], z2[0], z1[0]);
        var sum = Vector512.Sum(squares);
        for (; n < count; n++) sum += One(samples.Slice(n, Order + 1), outputs);
        foreach (ref var output in outputs) output = Math.Abs(output) < Nothing ? 0 : output;
        return sum;
    }

    private static double[] Product(double[] p, double[] q)
    {
        var product = new double[p.Length + q.Length - 1];
        for (var i = 0; i < p.Length; i++)
        {
            for (var j = 0; j < q.Length; j++) product[i + j] += p[i] * q[j];
        }

        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Add(Vector512<double> column, double value, Vector512<double> sum) =>
        Vector512.FusedMultiplyAdd(column, Vector512.Create(value), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Spread(Vector512<double> values, int lane) =>
        Avx512F.IsSupported ? Avx512F.PermuteVar8x64(values, Vector512.Create((long)lane)) : Vector512.Create(values.GetElement(lane));

    /// <summary>One step of the recursion: returns the square of its output, which joins the outputs.</summary>
    private double One(ReadOnlySpan<double> samples, Span<double> outputs)
    {
        double z = forward[0] * samples[Order];
        for (var k = 1; k <= Order; k++) z += forward[k] * samples[Order - k] - backward[k] * outputs[Order - k];
        outputs[1..Order].CopyTo(outputs);
        outputs[Order - 1] = z;
        return z * z;
    }

    /// <summary>The eight outputs after a unit at one place of the memory or of the block.</summary>
    private Vector512<double> Response(int unitSample, int unitOutput)
    {
        Span<double> samples = stackalloc double[Order + Block];
        Span<double> outputs = stackalloc double[Order];
        Span<double> block = stackalloc double[Block];
        if (unitSample >= 0) samples[unitSample] = 1;
        if (unitOutput >= 0) outputs[unitOutput] = 1;
        for (var i = 0; i < Block; i++)
        {
            One(samples.Slice(i, Order + 1), outputs);
            block[i] = outputs[Order - 1];
        }

        return Vector512.Create<double>(block);
    }
}
