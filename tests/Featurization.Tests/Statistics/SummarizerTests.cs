using Cluster.Featurization.Numerics;
using Cluster.Featurization.Statistics;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Statistics;

public class SummarizerTests
{
    [Fact]
    public void Summarize_OneToEleven_IsByHand()
    {
        var (mean, std, p10, p90) = Summarizer.Summarize([3, 1, 2, 11, 10, 9, 8, 7, 6, 5, 4]);

        Tolerance.Near(6, mean, 1e-12);
        Tolerance.Near(Math.Sqrt(10), std, 1e-12);
        Tolerance.Near(2, p10, 1e-12);
        Tolerance.Near(10, p90, 1e-12);
    }

    [Fact]
    public void Summarize_BetweenValues_InterpolatesLinearly()
    {
        var (_, _, p10, p90) = Summarizer.Summarize([0, 1]);

        Tolerance.Near(0.1, p10, 1e-12);
        Tolerance.Near(0.9, p90, 1e-12);
    }

    [Fact]
    public void Summarize_OneValue_IsThatValue() => Assert.Equal((4.0, 0.0, 4.0, 4.0), Summarizer.Summarize([4]));

    [Fact]
    public void Summarize_NotANumberAmongThem_IsNotANumber()
    {
        var (mean, std, p10, p90) = Summarizer.Summarize([1, double.NaN, 2]);

        Assert.True(double.IsNaN(mean) && double.IsNaN(std) && double.IsNaN(p10) && double.IsNaN(p90));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(44, 1)]
    [InlineData(45, 1)]
    [InlineData(66, 2)]
    [InlineData(1292, 58)]
    public void Count_FramesOfAClip_IsTheWindowsThatFit(int frames, int windows) => Assert.Equal(windows, Laid(frames).Count);

    [Fact]
    public void Frames_OfEachWindow_AreThoseWithinItsSecond()
    {
        var windows = Laid(1292);
        for (var window = 0; window < windows.Count; window++)
        {
            var expected = Enumerable.Range(0, 1292).Where(t => t * 512 / 22_050.0 >= window * 0.5 && t * 512 / 22_050.0 < window * 0.5 + 1).ToArray();

            Assert.Equal((expected[0], expected[^1] + 1), (windows.Frames(window).Start.Value, windows.Frames(window).End.Value));
        }
    }

    [Fact]
    public void Lay_AnotherClip_ForgetsTheFirst()
    {
        var windows = Laid(1292);
        windows.Lay(66);
        var means = new double[windows.Count];

        windows.Average([.. Enumerable.Range(0, 66).Select(t => (float)t)], means);

        Assert.Equal([21.5, 43], means); // frames 0 to 43 and 22 to 64
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1292)]
    public void Summarize_SinglePrecision_EqualsSorting(int count)
    {
        // Few values many times, both signs, both zeros.
        float[] values = [.. Signal.Noise(count, count).Select((x, i) => i % 5 == 0 ? MathF.Round(4 * x) / 4 : x)];
        var expected = Summarizer.Summarize([.. values.Select(value => (double)value)]);

        var actual = Summarizer.Summarize(values, new int[OrderStatistics.KeyCount(count)]);

        Tolerance.Near(expected.Mean, actual.Mean, 1e-15);
        Tolerance.Near(expected.Std, actual.Std, 1e-15);
        Assert.Equal((expected.P10, expected.P90), (actual.P10, actual.P90));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Summarize_SinglePrecisionNotFinite_IsNeverANumber(float value) =>
        Assert.False(double.IsFinite(Summarizer.Summarize([1, value, 2], new int[OrderStatistics.KeyCount(3)]).Mean));

    private static TextureWindows Laid(int frames)
    {
        var windows = new TextureWindows(FeatureOptions.Default);
        windows.Lay(frames);
        return windows;
    }
}
