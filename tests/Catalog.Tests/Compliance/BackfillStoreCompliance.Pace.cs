using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;

namespace Cluster.Catalog.Tests.Compliance;

public abstract partial class BackfillStoreCompliance
{
    [Fact]
    public async Task Pace_OfAJobUnderWay_CountsItsLastMinutes()
    {
        await ListAsync("j", [.. Enumerable.Range(0, 30).Select(i => Sample.Items(i * 2, 2))]);
        for (var chunk = 0; chunk < 20; chunk++)
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
            await Store.CommitAsync(lease, [.. lease.Items.Select(item => Sample.Tagged(item) with { BusySeconds = 3 })], Token);
        }

        var pace = (await Store.FindPaceAsync("j", Token))!;
        Assert.Equal(10, pace.Recent.Count);
        Assert.Equal(40, pace.Recent.Sum());
        Assert.Equal(0.4, pace.ItemsPerSecond, 9);
        Assert.Equal(new WorkCost(40, 120, TimeSpan.FromSeconds(95)), pace.Cost);
        Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, (await Store.FindPaceAsync("j", Token))!.ItemsPerSecond);
        Assert.Null(await Store.FindPaceAsync("none", Token));
    }

    [Fact]
    public async Task Pace_OfAJobThatOnlyWaits_IsNothing()
    {
        await Store.CreateAsync(Sample.Job("j") with { Spec = new BackfillSpec { Source = BackfillSpec.Catalogue, Rescore = true } }, Token);
        var pace = (await Store.FindPaceAsync("j", Token))!;
        Assert.Equal((0, 0.0, null), (pace.Recent.Count, pace.ItemsPerSecond, pace.Cost));
        Assert.True((await Store.FindAsync("j", Token))!.Spec.Rescore);
    }
}
