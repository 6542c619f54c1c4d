using Cluster.Catalog.Traffic;
using CsCheck;

namespace Cluster.Catalog.Tests.Traffic;

public sealed class LatencyHistogramTests
{
    private static readonly Gen<TimeSpan> Latency = Gen.OneOf(Gen.Double[0, 0.1], Gen.Double[0, 5], Gen.Double[0, 1000]).Select(TimeSpan.FromSeconds);

    private static LatencyHistogram Of(IEnumerable<TimeSpan> latencies)
    {
        var counts = new long[LatencyHistogram.Bins];
        foreach (var latency in latencies) counts[LatencyHistogram.BinOf(latency)]++;
        return LatencyHistogram.Of(counts);
    }

    [Fact]
    public void BinOf_AnyLatency_IsTheBinThatHoldsIt() => Latency.Sample(latency =>
    {
        var bin = LatencyHistogram.BinOf(latency);
        Assert.InRange(bin, 0, LatencyHistogram.Bins - 1);
        if (bin > 0) Assert.True(latency >= LatencyHistogram.Start(bin));
        if (bin < LatencyHistogram.Bins - 1) Assert.True(latency < LatencyHistogram.Start(bin + 1));
    });

    [Fact]
    public void BinOf_EveryBorder_IsTheBinAbove()
    {
        for (var bin = 1; bin < LatencyHistogram.Bins; bin++)
        {
            Assert.Equal(bin, LatencyHistogram.BinOf(LatencyHistogram.Start(bin)));
            Assert.Equal(bin - 1, LatencyHistogram.BinOf(LatencyHistogram.Start(bin) - TimeSpan.FromTicks(1)));
        }

        Assert.Equal(TimeSpan.FromSeconds(2), LatencyHistogram.Start(48));
        Assert.Equal(0, LatencyHistogram.BinOf(TimeSpan.FromSeconds(-1)));
        Assert.Equal(LatencyHistogram.Bins - 1, LatencyHistogram.BinOf(TimeSpan.MaxValue));
    }

    [Fact]
    public void Plus_AnyPartsOfTheSameLatencies_IsTheHistogramOfThemAll() => Gen.Select(Latency.Array[0, 60], Gen.Int[0, 3].Array[60]).Sample((latencies, parts) =>
    {
        var merged = Enumerable.Range(0, 4).Select(part => Of(latencies.Where((_, i) => parts[i] == part))).Aggregate(LatencyHistogram.Empty, (sum, part) => sum.Plus(part));
        Assert.Equal(Of(latencies), merged);
        Assert.Equal(latencies.Length, merged.Total);
    });

    [Fact]
    public void Text_OfAnyHistogram_IsReadBack() => Latency.Array[0, 60].Sample(latencies =>
    {
        var histogram = Of(latencies);
        Assert.Equal(histogram, LatencyHistogram.Parse(histogram.ToString()));
    });

    [Fact]
    public void Quantile_OfAnyLatencies_LiesInTheBinOfTheExactOne() => Gen.Select(Latency.Array[1, 200], Gen.Double[0.01, 1]).Sample((latencies, share) =>
    {
        var exact = latencies.Order().ElementAt(Math.Max(1, (int)Math.Ceiling(share * latencies.Length)) - 1);
        Assert.Equal(LatencyHistogram.BinOf(exact), LatencyHistogram.BinOf(Of(latencies).Quantile(share)));
    });

    [Fact]
    public void Quantile_OfNothing_IsZero() => Assert.Equal(TimeSpan.Zero, LatencyHistogram.Empty.Quantile(0.95));

    [Theory]
    [InlineData("73=1")]
    [InlineData("1=-1")]
    [InlineData("=1")]
    [InlineData("1")]
    [InlineData("a=b")]
    public void Parse_OfOtherText_SaysSo(string text) => Assert.Throws<FormatException>(() => LatencyHistogram.Parse(text));
}
