namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>Silos that die without a word.</summary>
public sealed class KilledSiloTests : FaultTest
{
    [Fact]
    public async Task OneOfThree_KilledMidBackfillAndMidLookUps_NobodyIsRefusedAndTheJobEndsExact()
    {
        var known = Jobs.Write(Folder.Combine("first"), "a", 12, 3);
        var tracks = Jobs.Write(Folder.Combine("second"), "b", 24, 30);
        await using var cluster = await FaultCluster.StartAsync(Folder.Combine("data"), 3, 1, Cancel);
        var checker = new CatalogueChecker(cluster.Database);
        var gateway = cluster.Gateways[0].Client;
        var first = await Jobs.StartAsync(gateway, Folder.Combine("first"), Cancel);
        await Jobs.EndAsync(cluster, first, Cancel);

        await using var lookUps = LookUps.Start(_ => gateway, known, 4, Cancel);
        var second = await Jobs.StartAsync(gateway, Folder.Combine("second"), Cancel);
        await cluster.UntilCountAsync(Jobs.DoneItems, known.Count + 6, Cancel);
        await lookUps.MoreAsync(50, Cancel);
        var killedAt = lookUps.Now;
        await cluster.Silos[1].Process.KillAsync(Cancel);

        await lookUps.MoreAsync(500, Cancel);
        await Jobs.EndAsync(cluster, second, Cancel);
        await lookUps.MoreAsync(10, Cancel);
        var (recovery, slowest) = lookUps.Since(killedAt);
        Say($"one silo of three killed: look-ups as before {recovery.TotalSeconds:F1} s after it; the slowest took {slowest.TotalSeconds:F1} s; {lookUps.Answered} answered, {lookUps.Errors.Count} failed.");
        Assert.Empty(lookUps.Errors);
        await checker.JobIsExactAsync(first, known);
        await checker.JobIsExactAsync(second, tracks);
    }
}
