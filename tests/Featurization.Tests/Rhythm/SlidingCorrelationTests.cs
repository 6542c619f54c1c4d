using Cluster.Featurization.Rhythm;

namespace Cluster.Featurization.Tests.Rhythm;

public class SlidingCorrelationTests
{
    [Theory]
    [InlineData(344, 900, 9)]
    [InlineData(344, 40, 0)]
    [InlineData(344, 500, 336)]
    [InlineData(20, 100, 3)]
    public void Means_RandomSeries_LieWithinTheBoundOfThePlainSums(int length, int windows, int firstLag)
    {
        var random = new Random(length + windows);
        var series = new double[windows + length + SlidingCorrelation.LagsAtOnce];
        for (var i = 0; i < series.Length; i++) series[i] = Math.Pow(random.NextDouble(), 4);
        var factors = new double[windows];
        for (var t = 0; t < windows; t++) factors[t] = random.NextDouble() * 3;
        var sliding = new SlidingCorrelation(length);
        var scratch = new double[sliding.ScratchLength(series.Length, windows)];

        var error = sliding.Prepare(series, factors, scratch);
        var means = sliding.Means(series, windows, scratch, firstLag);

        Assert.InRange(error, 1e-16, 1e-6);
        for (var i = 0; i < SlidingCorrelation.LagsAtOnce && firstLag + i < length; i++)
            Assert.Equal(Plain(series, factors, length, firstLag + i), means[i], error);
    }

    [Fact]
    public void Prepare_WindowsOfVeryDifferentWeight_OwnsThatItKnowsLittle()
    {
        var series = new double[1000 + 344 + 8];
        Array.Fill(series, 100, 0, 300);
        var factors = new double[1000];
        Array.Fill(factors, 1e12, 700, 300);
        var sliding = new SlidingCorrelation(344);

        var error = sliding.Prepare(series, factors, new double[sliding.ScratchLength(series.Length, factors.Length)]);

        Assert.True(error > 1);
    }

    [Fact]
    public void Means_SeriesTooShort_Throws()
    {
        var sliding = new SlidingCorrelation(20);

        Assert.Throws<ArgumentException>(() => sliding.Prepare(new double[30], new double[10], new double[1000]));
        Assert.Throws<ArgumentException>(() => sliding.Means(new double[30], 10, new double[1000], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => sliding.Means(new double[100], 10, new double[1000], 20));
    }

    private static double Plain(double[] series, double[] factors, int length, int lag)
    {
        double sum = 0;
        for (var t = 0; t < factors.Length; t++)
        {
            for (var i = 0; i + lag < length; i++) sum += factors[t] * series[t + i] * series[t + i + lag] * Hann(i, length) * Hann(i + lag, length);
        }

        return sum / factors.Length;
    }

    private static double Hann(int i, int length) => 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / length);
}
