namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>Silos whose clocks are wrong by an hour, and jump by two while they work.</summary>
public sealed class ClockTests() : FaultTest(minutes: 8)
{
    [Fact]
    public async Task WrongClocksThatJump_StealNoLeaseHoldNoneForEverAndTheJobsEndExact()
    {
        var known = Jobs.Write(Folder.Combine("first"), "a", 24, 20);
        var tracks = Jobs.Write(Folder.Combine("second"), "b", 24, 30);
        var (ahead, behind) = (new FakeClock(Folder.Combine("ahead"), 1), new FakeClock(Folder.Combine("behind"), -1));
        await using var cluster = await FaultCluster.StartAsync(Folder.Combine("data"), 1, 1, Cancel, "Backfill__Lease=00:00:30");
        var silos = await Task.WhenAll(cluster.AddSiloAsync([], ahead.Settings, Cancel), cluster.AddSiloAsync([], behind.Settings, Cancel));
        var checker = new CatalogueChecker(cluster.Database);
        var gateway = cluster.Gateways[0].Client;
        var first = await Jobs.StartAsync(gateway, Folder.Combine("first"), Cancel);
        await cluster.UntilCountAsync(Jobs.DoneItems, 4, Cancel);
        ahead.Jump(-1);
        behind.Jump(1);
        await cluster.UntilCountAsync(Jobs.DoneItems, 12, Cancel);
        ahead.Jump(1);
        behind.Jump(-1);
        await Jobs.EndAsync(cluster, first, Cancel);
        await checker.JobIsExactAsync(first, known);

        // Nothing was taken from anybody: each item was worked on once. Both did their share, and nobody was taken for dead.
        Assert.Equal(0L, await cluster.Database.RunAsync("SELECT COUNT(*) FROM backfill_item WHERE attempts <> 1"));
        Assert.Equal(3L, await cluster.Database.RunAsync("SELECT COUNT(*) FROM orleansmembershiptable WHERE status = 3"));
        foreach (var silo in silos) Assert.False(silo.Process.HasExited);

        // What one holds that dies with its clock an hour ahead is not held until then.
        await using var lookUps = LookUps.Start(_ => gateway, known, 2, Cancel);
        var second = await Jobs.StartAsync(gateway, Folder.Combine("second"), Cancel);
        await cluster.UntilCountAsync(Jobs.DoneItems, known.Count + 3, Cancel);
        var killedAt = lookUps.Now;
        await silos[0].Process.KillAsync(Cancel);
        await Jobs.EndAsync(cluster, second, Cancel);
        await lookUps.MoreAsync(20, Cancel);
        Say($"a silo killed with its clock an hour ahead: look-ups as before {lookUps.Since(killedAt).Recovery.TotalSeconds:F1} s after it, {lookUps.Errors.Count} failed;"
            + $" the job ended {(lookUps.Now - killedAt).TotalSeconds:F0} s after it.");
        Assert.Empty(lookUps.Errors);
        await checker.JobIsExactAsync(second, tracks);
    }
}
