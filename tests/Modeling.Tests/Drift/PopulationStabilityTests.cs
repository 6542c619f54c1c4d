using Cluster.Modeling.Drift;
using CsCheck;

namespace Cluster.Modeling.Tests.Drift;

public sealed class PopulationStabilityTests
{
    private static readonly Gen<BinCounts> Counts = Gen.Long[0, 500].Array[6].Select(counts => BinCounts.From(counts));

    [Fact]
    public void Of_TwoBins_EqualsHandComputation()
    {
        // Window 79 and 19 of 98, reference 49 and 49: with one half each 79.5/99 and 19.5/99, and 1/2.
        var stability = PopulationStability.Of(BinCounts.From([49, 49]), BinCounts.From([79, 19]));
        double p = 79.5 / 99, q = 19.5 / 99;
        Assert.Equal(((p - 0.5) * Math.Log(p / 0.5)) + ((q - 0.5) * Math.Log(q / 0.5)), stability.Psi, 12);
        Assert.Equal((p * Math.Log(p / 0.5)) + (q * Math.Log(q / 0.5)), stability.Kl, 12);
        Assert.Equal(2.0 / 98, stability.Scale, 12);

        // Chi-square with one degree of freedom: 6.635 at 0.99.
        Assert.Equal(2.0 / 98 * 6.6349, stability.ByChance(0.99), 5);
    }

    [Fact]
    public void Of_AnyCounts_IsSymmetricAndZeroOnlyForEqualShares() => Gen.Select(Counts, Counts).Sample((a, b) =>
    {
        var (one, other) = (PopulationStability.Of(a, b), PopulationStability.Of(b, a));
        return one.Psi >= 0 && one.Kl >= 0 && Math.Abs(one.Psi - other.Psi) < 1e-12 && Math.Abs(one.Kl + other.Kl - one.Psi) < 1e-9
            && PopulationStability.Of(a, a).Psi < 1e-12 && one.PValue is >= 0 and <= 1;
    });

    [Fact]
    public void Of_BinsEmptyOnBothSides_ChangeNothing()
    {
        var with = PopulationStability.Of(BinCounts.From([0, 30, 0, 20, 0]), BinCounts.From([0, 25, 0, 25, 0]));
        Assert.Equal(PopulationStability.Of(BinCounts.From([30, 20]), BinCounts.From([25, 25])), with);
        Assert.Equal(2, with.Bins);
    }

    [Fact]
    public void Of_BinThatTheReferenceLacks_IsFinite()
    {
        var stability = PopulationStability.Of(BinCounts.From([100, 0]), BinCounts.From([0, 100]));
        Assert.InRange(stability.Psi, 5, 20);
        Assert.InRange(stability.PValue, 0, 1e-20);
    }

    [Fact]
    public void Of_NothingToCompare_IsNoDrift()
    {
        foreach (var (a, b) in new[] { (BinCounts.Empty(3), BinCounts.From([1, 2, 3])), (BinCounts.From([1, 2, 3]), BinCounts.Empty(3)), (BinCounts.From([5, 0, 0]), BinCounts.From([9, 0, 0])) })
        {
            var stability = PopulationStability.Of(a, b);
            Assert.Equal((0.0, 1.0, 0.0), (stability.Psi, stability.PValue, stability.ByChance(0.99)));
        }
    }

    [Fact]
    public void Of_OtherBins_Throws() => Assert.Throws<ArgumentException>(() => PopulationStability.Of(BinCounts.Empty(3), BinCounts.Empty(4)));

    [Theory]
    [InlineData(50, 0.70)]
    [InlineData(100, 0.25)]
    public void FixedThreshold_TenBinsWithoutDrift_IsFalseAsOftenAsTheIssueSays(int count, double least)
    {
        var (fixedAlarms, ruleAlarms) = FalseAlarms(10, 5000, count, 4000);
        Assert.InRange(fixedAlarms, least, 0.9);
        Assert.InRange(ruleAlarms, 0, 0.013);
    }

    [Theory]
    [InlineData(300, 50)]
    [InlineData(1000, 100)]
    [InlineData(1000, 500)]
    [InlineData(5000, 2000)]
    public void ByChance_TwentyBinsWithoutDrift_IsExceededInOneOfAHundredAtMost(int reference, int count) =>
        Assert.InRange(FalseAlarms(20, reference, count, 2000).Rule, 0, 0.016);

    private static (double Fixed, double Rule) FalseAlarms(int bins, int reference, int count, int windows)
    {
        var random = new Random(1);
        var plain = DriftSamples.Tilted(bins, 0);
        int fixedAlarms = 0, ruleAlarms = 0;
        for (var window = 0; window < windows; window++)
        {
            var stability = PopulationStability.Of(DriftSamples.Draw(random, plain, reference), DriftSamples.Draw(random, plain, count));
            if (stability.Psi > 0.1) fixedAlarms++;
            if (stability.Psi > stability.ByChance(0.99)) ruleAlarms++;
        }

        return ((double)fixedAlarms / windows, (double)ruleAlarms / windows);
    }
}
