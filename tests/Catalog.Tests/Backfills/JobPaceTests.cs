using Cluster.Catalog.Backfills;

namespace Cluster.Catalog.Tests.Backfills;

public sealed class JobPaceTests
{
    private static readonly TimeSpan Width = TimeSpan.FromSeconds(10);

    [Fact]
    public void TimeFor_OfAnEvenPace_HasNoBand() =>
        Assert.Equal((TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(50)), new JobPace([20, 20, 20], Width, null).TimeFor(100));

    [Fact]
    public void TimeFor_OfAnUnevenPace_LiesInItsBand()
    {
        var pace = new JobPace([10, 30, 10, 30], Width, null);
        var (expected, shortest, longest) = pace.TimeFor(100);
        Assert.Equal(50, expected!.Value.TotalSeconds, 6);
        // Two standard errors: the sample deviation of 10, 30, 10, 30 over the root of their number, per second.
        var error = 2 * Math.Sqrt(400.0 / 3 / 4) / 10;
        Assert.Equal(100 / (2 + error), shortest!.Value.TotalSeconds, 4);
        Assert.Equal(100 / (2 - error), longest!.Value.TotalSeconds, 4);
    }

    [Fact]
    public void TimeFor_WhereThePaceSaysNothing_IsUnknown()
    {
        Assert.Equal((null, null, null), new JobPace([], Width, null).TimeFor(5));
        Assert.Equal((null, null, null), new JobPace([0, 0], Width, null).TimeFor(5));
        Assert.Null(new JobPace([0, 0, 0, 9], Width, null).TimeFor(5).Longest);
        Assert.Equal((TimeSpan.FromSeconds(10), null, null), new JobPace([5], Width, null).TimeFor(5));
        Assert.Equal(TimeSpan.Zero, new JobPace([], Width, null).TimeFor(0).Longest);
    }

    [Fact]
    public void WorkCost_OfWhatWasMeasured_GoesByTheItem()
    {
        var cost = new WorkCost(10, 36, TimeSpan.FromSeconds(20));
        Assert.Equal(1, cost.CoreHoursFor(1000), 9);
        Assert.Equal(TimeSpan.FromSeconds(2000), cost.TimeFor(1000));
        Assert.Null((cost with { Elapsed = TimeSpan.Zero }).TimeFor(1000));
    }
}
