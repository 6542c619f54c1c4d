using Cluster.Modeling.Experiments;
using MathNet.Numerics.Distributions;

namespace Cluster.Modeling.Tests.Experiments;

public sealed class TwoRateSampleSizeTests
{
    [Theory]
    [InlineData(0.5, 0.1, 388)]
    [InlineData(0.1, 0.1, 199)]
    [InlineData(0.9, 0.1, 199)]
    public void Of_KnownRates_IsWhatTheFormulaGivesByHand(double rate, double difference, long expected) => Assert.Equal(expected, TwoRateSampleSize.Of(rate, difference));

    [Fact]
    public void Of_ATestOfThatSize_SeesTheDifferenceInEightOfTen()
    {
        var n = (int)TwoRateSampleSize.Of(0.4, 0.05);
        var random = new Random(7);
        var (one, other) = (new Binomial(0.4, n, random), new Binomial(0.45, n, random));
        var seen = Enumerable.Range(0, 4000).Count(_ =>
        {
            double a = one.Sample(), b = other.Sample(), mean = (a + b) / (2.0 * n);
            return Math.Abs(b - a) / n / Math.Sqrt(2 * mean * (1 - mean) / n) > 1.96;
        });
        Assert.InRange(seen / 4000.0, 0.78, 0.82);
    }

    [Theory]
    [InlineData(-0.1, 0.1, 0.05, 0.8)]
    [InlineData(0.5, 0, 0.05, 0.8)]
    [InlineData(0.5, 0.1, 0, 0.8)]
    [InlineData(0.5, 0.1, 0.05, 1)]
    public void Of_NumbersOutOfRange_Throws(double rate, double difference, double alpha, double power) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoRateSampleSize.Of(rate, difference, alpha, power));
}
