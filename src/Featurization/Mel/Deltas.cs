using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Mel;

/// <summary>First and second time derivatives by least squares over nine frames.</summary>
/// <remarks>
/// <para>First: slope of the fitted line, <c>sum k x[t + k] / 60</c>. Second: second derivative of the fitted parabola,
/// <c>sum a[k] x[t + k] / 462</c> with
/// <c>a = 28, 7, -8, -17, -20, -17, -8, 7, 28</c>. The four frames at either end take the value of the nearest frame that has all
/// nine.</para>
/// <para>Source: Savitzky and Golay, Anal. Chem. 36, 1964; equals librosa
/// <c>feature.delta(width=9, order=1 or 2, mode="interp")</c>.</para>
/// </remarks>
internal static class Deltas
{
    /// <summary>Frames that a derivative needs.</summary>
    public const int Width = 9;

    private const int Reach = Width / 2;

    private const double SlopeDivisor = 60;
    private const double CurvatureDivisor = 462;

    /// <summary>Differentiates one series.</summary>
    /// <param name="values">One value per frame.</param>
    /// <param name="first">Receives the first derivative per frame; NaN throughout when there are fewer than nine frames.</param>
    /// <param name="second">Receives the second derivative likewise.</param>
    public static void Compute(ReadOnlySpan<float> values, Span<float> first, Span<float> second)
    {
        var count = values.Length;
        first = first[..count];
        second = second[..count];
        if (count < Width)
        {
            first.Fill(float.NaN);
            second.Fill(float.NaN);
            return;
        }

        if (Lanes8.IsSupported) Inner<Lanes8>(values, first, second);
        else if (Lanes4.IsSupported) Inner<Lanes4>(values, first, second);
        else Inner<Lanes2>(values, first, second);
        RepeatAtEnds(first);
        RepeatAtEnds(second);
    }

    private static void Inner<T>(ReadOnlySpan<float> values, Span<float> first, Span<float> second)
        where T : struct, ILanes<T>
    {
        var end = values.Length - Reach;
        var last = end - T.Count; // the last whole vector, which may overlap the one before
        ref var x = ref MemoryMarshal.GetReference(values);
        for (var t = Reach; t < end && last >= Reach; t += T.Count)
        {
            var at = Math.Min(t, last);
            Vector<T>(ref Unsafe.Add(ref x, at), ref first[at], ref second[at]);
        }

        for (var t = Reach; t < end && last < Reach; t++) Single(values.Slice(t - Reach, Width), out first[t], out second[t]);
    }

    private static void Vector<T>(ref float x, ref float first, ref float second)
        where T : struct, ILanes<T>
    {
        var centre = T.Load(in x);
        Pair<T>(ref x, 1, out var sum1, out var difference1);
        Pair<T>(ref x, 2, out var sum2, out var difference2);
        Pair<T>(ref x, 3, out var sum3, out var difference3);
        Pair<T>(ref x, 4, out var sum4, out var difference4);
        var slope = T.MultiplyAdd(difference4, 4, T.MultiplyAdd(difference3, 3, T.MultiplyAdd(difference2, 2, difference1)));
        var curvature = T.MultiplyAdd(sum4, 28, T.MultiplyAdd(sum3, 7, T.MultiplyAdd(sum2, -8, T.MultiplyAdd(sum1, -17, centre * -20))));
        T.Store(slope * (1 / SlopeDivisor), ref first);
        T.Store(curvature * (1 / CurvatureDivisor), ref second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<T>(ref float x, int distance, out T sum, out T difference)
        where T : struct, ILanes<T>
    {
        var (before, after) = (T.Load(in Unsafe.Subtract(ref x, distance)), T.Load(in Unsafe.Add(ref x, distance)));
        (sum, difference) = (after + before, after - before);
    }

    private static void Single(ReadOnlySpan<float> x, out float first, out float second)
    {
        double slope = 0, curvature = 0;
        ReadOnlySpan<double> weights = [28, 7, -8, -17, -20, -17, -8, 7, 28];
        for (var k = 0; k < Width; k++)
        {
            slope += (k - Reach) * (double)x[k];
            curvature += weights[k] * x[k];
        }

        (first, second) = ((float)(slope / SlopeDivisor), (float)(curvature / CurvatureDivisor));
    }

    private static void RepeatAtEnds(Span<float> series)
    {
        series[..Reach].Fill(series[Reach]);
        series[^Reach..].Fill(series[^(Reach + 1)]);
    }
}
