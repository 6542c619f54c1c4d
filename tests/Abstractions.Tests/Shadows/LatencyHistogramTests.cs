using Cluster.Abstractions.Shadows;

namespace Cluster.Abstractions.Tests.Shadows;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Quantile_OfManyDurations_IsNeverBelowTheTruthAndAtMostATenthAbove()
    {
        var random = new Random(7);
        var durations = Enumerable.Range(0, 5000).Select(_ => TimeSpan.FromMicroseconds(Math.Exp(random.NextDouble() * 18))).Order().ToArray();
        var histogram = Of(durations);
        Assert.Equal(durations.Length, histogram.Count);
        foreach (var share in (double[])[0.001, 0.5, 0.95, 1])
        {
            var truth = durations[(int)Math.Ceiling(share * durations.Length) - 1];
            Assert.InRange(histogram.Quantile(share)!.Value.TotalMicroseconds, truth.TotalMicroseconds - 1, truth.TotalMicroseconds * 1.1);
        }
    }

    [Fact]
    public void Merge_OfParts_IsTheWhole()
    {
        var durations = Enumerable.Range(1, 300).Select(i => TimeSpan.FromMilliseconds(i * i)).ToArray();
        var parts = durations.Chunk(7).Select(Of).Aggregate(LatencyHistogram.Empty, (sum, part) => sum.Merge(part));
        Assert.Equal(Of(durations).ToBytes(), parts.ToBytes());
    }

    [Fact]
    public void ToBytes_ReadBack_AreTheSameCounts()
    {
        var histogram = Of([TimeSpan.Zero, TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(3), TimeSpan.FromDays(1)]);
        var read = LatencyHistogram.FromBytes(histogram.ToBytes());
        Assert.Equal((4, histogram.Quantile(1)), (read.Count, read.Quantile(1)));
        Assert.Empty(LatencyHistogram.Empty.ToBytes());
        Assert.Null(LatencyHistogram.FromBytes([]).Quantile(0.5));
    }

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 })]
    public void FromBytes_OfSomethingElse_IsAFormatError(byte[] bytes) => Assert.Throws<FormatException>(() => LatencyHistogram.FromBytes(bytes));

    [Fact]
    public void FromBytes_OfTooManyRanges_IsAFormatError() => Assert.Throws<FormatException>(() => LatencyHistogram.FromBytes(new byte[LatencyHistogram.Ranges + 1]));

    [Fact]
    public void Of_BadCounts_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => LatencyHistogram.Of([1, 2]));
        var counts = new long[LatencyHistogram.Ranges];
        counts[3] = -1;
        Assert.Throws<ArgumentException>(() => LatencyHistogram.Of(counts));
        Assert.Throws<ArgumentOutOfRangeException>(() => LatencyHistogram.Empty.Quantile(0));
    }

    private static LatencyHistogram Of(IEnumerable<TimeSpan> durations)
    {
        var counts = new long[LatencyHistogram.Ranges];
        foreach (var duration in durations) counts[LatencyHistogram.RangeOf(duration)]++;
        return LatencyHistogram.Of(counts);
    }
}
