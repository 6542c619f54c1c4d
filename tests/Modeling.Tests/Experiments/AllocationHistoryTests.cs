using Cluster.Modeling.Experiments;
using CsCheck;

namespace Cluster.Modeling.Tests.Experiments;

public sealed class AllocationHistoryTests
{
    [Fact]
    public void Lengths_OfOnePeriod_AreTheShares()
    {
        var lengths = new AllocationHistory([ArmAllocation.Create([new ArmShare("a", 0.25), new ArmShare("b", 0.5)])]).Lengths();
        var (key, arms) = Assert.Single(lengths);
        Assert.Equal((0, 1L), key);
        Assert.Equal((ArmAllocation.Range / 4, ArmAllocation.Range / 2), (arms["a"], arms["b"]));
    }

    [Fact]
    public void Lengths_OfACanaryThatGrows_TellNewPlacesFromOldOnes()
    {
        var first = ArmAllocation.Create([new ArmShare("control", 0.25), new ArmShare("canary", 0.125)]);
        var history = new AllocationHistory([first, first.WithShares([new ArmShare("control", 0.25), new ArmShare("canary", 0.25)])]);
        var lengths = history.Lengths();

        // Stratum 3: in the experiment all along; 2: only now.
        Assert.Equal(2.0, (double)lengths[(1, 3)]["control"] / lengths[(1, 3)]["canary"]);
        Assert.Equal(["canary"], lengths[(1, 2)].Keys);
        Assert.Equal((1, "canary"), (history.Period, history.ArmAt(uint.MaxValue)));
    }

    [Fact]
    public void Lengths_OfAnyHistory_CoverWhatEachArmHas() => Gen.Double[0, 0.33].Array[3].Array[1, 6].Sample(shares =>
    {
        var periods = new List<ArmAllocation>();
        foreach (var own in shares)
        {
            ArmShare[] wanted = [new("a", own[0]), new("b", own[1]), new("c", own[2])];
            periods.Add(periods.Count == 0 ? ArmAllocation.Create(wanted) : periods[^1].WithShares(wanted));
        }

        var history = new AllocationHistory(periods);
        var lengths = history.Lengths();
        for (var period = 0; period < periods.Count; period++)
        {
            foreach (var arm in (string[])["a", "b", "c"])
            {
                var sum = lengths.Where(pair => pair.Key.Period == period).Sum(pair => pair.Value.GetValueOrDefault(arm));
                Assert.Equal(periods[period].ShareOf(arm), (double)sum / ArmAllocation.Range);
            }
        }

        // Whoever is in an arm now is in a stratum that has this arm.
        for (var i = 0u; i < 200; i++)
        {
            var hash = i * 21_474_836u;
            if (history.ArmAt(hash) is { } arm) Assert.True(lengths[(history.Period, history.StratumAt(hash))][arm] > 0);
        }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    public void Constructor_WithTooFewOrTooManyPeriods_Throws(int periods) =>
        Assert.Throws<ArgumentException>(() => new AllocationHistory([.. Enumerable.Repeat(ArmAllocation.Create([new ArmShare("a", 1)]), periods)]));
}
