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

    private static readonly double[] Slope = [.. Enumerable.Range(-4, 9).Select(k => k / 60.0)];
    private static readonly double[] Curvature = [.. new[] { 28, 7, -8, -17, -20, -17, -8, 7, 28 }.Select(a => a / 462.0)];

    /// <summary>Differentiates one series.</summary>
    /// <param name="values">One value per frame.</param>
    /// <param name="first">Receives the first derivative per frame; NaN throughout when there are fewer than nine frames.</param>
    /// <param name="second">Receives the second derivative likewise.</param>
    public static void Compute(ReadOnlySpan<float> values, Span<float> first, Span<float> second)
    {
        var count = values.Length;
        if (count < Width)
        {
            first[..count].Fill(float.NaN);
            second[..count].Fill(float.NaN);
            return;
        }

        for (var t = Reach; t < count - Reach; t++)
        {
            double slope = 0, curvature = 0;
            var part = values.Slice(t - Reach, Width);
            for (var k = 0; k < Width; k++)
            {
                slope += Slope[k] * part[k];
                curvature += Curvature[k] * part[k];
            }

            first[t] = (float)slope;
            second[t] = (float)curvature;
        }

        foreach (var series in (Span<int>)[0, 1])
        {
            var output = series == 0 ? first : second;
            output[..Reach].Fill(output[Reach]);
            output[(count - Reach)..count].Fill(output[count - Reach - 1]);
        }
    }
}
