using Cluster.Modeling.Experiments;

namespace Cluster.Modeling.Tests.Experiments;

public sealed class SampleRatioCheckTests
{
    private static SampleRatioCheck Halves(long a, long b) => SampleRatioCheck.Of([new("a", 0.5, a), new("b", 0.5, b)]);

    [Fact]
    public void Of_PublishedExample_IsAMismatch()
    {
        // Kohavi, Tang and Xu, "Trustworthy Online Controlled Experiments", 2020, chapter 3: 821,588 against 815,482 of a half each, p 1.8e-6.
        var check = Halves(821_588, 815_482);
        Assert.InRange(check.ChiSquarePValue, 1.7e-6, 1.9e-6);
        Assert.True(check.Mismatch);
    }

    [Fact]
    public void Of_SixtyAgainstForty_EqualsPearsonByHand()
    {
        var check = Halves(60, 40);
        Assert.Equal(4, check.ChiSquare, 12);
        Assert.Equal(1, check.Degrees);
        Assert.Equal(0.0455, check.ChiSquarePValue, 4);
        Assert.False(check.Mismatch);
    }

    [Theory]
    [InlineData(80, 20)]
    [InlineData(700, 500)]
    [InlineData(10_000, 9_300)]
    public void Of_ClearMismatch_IsSeenAtAnySize(long a, long b) => Assert.True(Halves(a, b).Mismatch);

    [Fact]
    public void Of_ExactShares_IsNone()
    {
        Assert.Equal(1, SampleRatioCheck.Of([new("a", 0.9, 9000), new("b", 0.1, 1000)]).SequentialPValue, 12);
        Assert.Equal(1, Halves(0, 0).SequentialPValue);
        Assert.Equal(1, Halves(0, 0).ChiSquarePValue);
    }

    [Fact]
    public void Of_CountInAnArmWithoutShare_IsAMismatch() => Assert.True(SampleRatioCheck.Of([new("a", 1, 5), new("b", 0, 1)]).Mismatch);

    [Fact]
    public void Of_SharesChangedOnTheWay_JudgesEachPeriodByItsOwn()
    {
        ArmExposure[] canary = [new("a", 0.99, 9900), new("b", 0.01, 100)];
        ArmExposure[] half = [new("a", 0.5, 5000), new("b", 0.5, 5000)];
        Assert.False(SampleRatioCheck.OfPeriods([canary, half]).Mismatch);
        Assert.True(SampleRatioCheck.Of([new("a", 0.5, 14_900), new("b", 0.5, 5100)]).Mismatch);
    }

    [Fact]
    public void Of_BadInput_NamesTheArm()
    {
        Assert.Contains("'b'", Assert.Throws<ArgumentException>(() => SampleRatioCheck.Of([new("a", 0.5, 1), new("b", 0.5, -1)])).Message, StringComparison.Ordinal);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => SampleRatioCheck.Of([new("a", -1, 1), new("b", 0.5, 1)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SampleRatioCheck.Of([new ArmExposure("a", 0, 0)]));
    }

    [Fact]
    public void Of_LookedAtAfterEveryExposure_KeepsItsAlphaWhereChiSquareDoesNot()
    {
        // At alpha 0.05, for a simulation of this size to see anything; no mismatch, 1,000 experiments of 1,000 exposures.
        var (random, sequential, plain) = (new Random(9), 0, 0);
        const int Experiments = 1000;
        for (var e = 0; e < Experiments; e++)
        {
            var counts = new long[2];
            bool alarmed = false, naive = false;
            for (var i = 0; i < 1000 && !(alarmed && naive); i++)
            {
                counts[random.NextDouble() < 0.7 ? 0 : 1]++;
                var check = SampleRatioCheck.Of([new("a", 0.7, counts[0]), new("b", 0.3, counts[1])], 0.05);
                alarmed |= check.Mismatch;
                naive |= i >= 20 && check.ChiSquarePValue < 0.05;
            }

            if (alarmed) sequential++;
            if (naive) plain++;
        }

        Assert.InRange(sequential, 0, Experiments * 0.05);
        Assert.InRange(plain, Experiments * 0.25, Experiments);
    }
}
