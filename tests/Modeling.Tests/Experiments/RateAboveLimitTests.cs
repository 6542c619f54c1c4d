using Cluster.Modeling.Experiments;
using CsCheck;

namespace Cluster.Modeling.Tests.Experiments;

public sealed class RateAboveLimitTests
{
    [Fact]
    public void PValue_ThreeOfThree_EqualsTheIntegralByHand()
    {
        // The integral of p^3 from 0.1 to 1 is (1 - 0.0001) / 4; over 0.9 and 0.1^3.
        Assert.Equal(0.9 * 0.001 * 4 / 0.9999, RateAboveLimit.PValue(3, 3, 0.1), 9);
    }

    [Fact]
    public void PValue_RateAtOrBelowTheLimit_IsOne()
    {
        Assert.Equal(1, RateAboveLimit.PValue(5, 100, 0.05));
        Assert.Equal(1, RateAboveLimit.PValue(0, 0, 0.05));
        Assert.Equal(1, RateAboveLimit.PValue(10, 10, 1));
        Assert.Equal(0, RateAboveLimit.PValue(1, 10, 0));
    }

    [Fact]
    public void PValue_MoreEvents_IsNeverGreater() =>
        Gen.Select(Gen.Int[1, 6000], Gen.Double[0, 1], Gen.Double[0.001, 0.5]).Sample((n, share, limit) =>
        {
            var k = (int)(share * (n - 1));
            var (p, more) = (RateAboveLimit.PValue(k, n, limit), RateAboveLimit.PValue(k + 1, n, limit));
            return p is >= 0 and <= 1 && more <= p * (1 + 1e-9);
        });

    [Fact]
    public void PValue_BothWaysToTheTail_AgreeWhereTheyMeet()
    {
        // 1,996 trials take the series, 2,004 the normal distribution; the same rate.
        var (series, normal) = (RateAboveLimit.PValue(1198, 1996, 0.57), RateAboveLimit.PValue(1203, 2004, 0.57));
        Assert.InRange(normal / series, 0.8, 1.25);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.4)]
    public void PValue_RateAtTheLimitLookedAtAfterEveryTrial_KeepsItsAlpha(double limit)
    {
        var (random, alarms) = (new Random(2), 0);
        const int Runs = 1000;
        for (var run = 0; run < Runs; run++)
        {
            long events = 0;
            for (var n = 1; n <= 2500; n++)
            {
                if (random.NextDouble() >= limit) continue;
                events++;
                if (RateAboveLimit.PValue(events, n, limit) >= 0.05) continue;
                alarms++;
                break;
            }
        }

        Assert.InRange(alarms, 0, Runs * 0.05);
    }

    [Fact]
    public void PValue_FivefoldErrorRate_IsSeenWithinAFewHundred()
    {
        var (random, seen) = (new Random(2), 0);
        for (var run = 0; run < 300; run++)
        {
            var events = Enumerable.Range(0, 600).Count(_ => random.NextDouble() < 0.05);
            if (RateAboveLimit.PValue(events, 600, 0.01) < 0.01) seen++;
        }

        Assert.InRange(seen, 285, 300);
    }

    [Fact]
    public void PValue_MoreEventsThanTrials_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => RateAboveLimit.PValue(2, 1, 0.1));
}
