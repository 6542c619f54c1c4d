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
    public void Count_FramesOfAClip_IsTheWindowsThatFit(int frames, int windows) =>
        Assert.Equal(windows, new TextureWindows(frames, FeatureOptions.Default).Count);

    [Fact]
    public void Frames_OfEachWindow_AreThoseWithinItsSecond()
    {
        var windows = new TextureWindows(1292, FeatureOptions.Default);
        for (var window = 0; window < windows.Count; window++)
        {
            var expected = Enumerable.Range(0, 1292).Where(t => t * 512 / 22_050.0 >= window * 0.5 && t * 512 / 22_050.0 < window * 0.5 + 1).ToArray();

            Assert.Equal((expected[0], expected[^1] + 1), (windows.Frames(window).Start.Value, windows.Frames(window).End.Value));
        }
    }
}
