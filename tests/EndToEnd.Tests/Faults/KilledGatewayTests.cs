namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>A gateway that dies without a word while it is asked and while the job that came through it runs.</summary>
public sealed class KilledGatewayTests : FaultTest
{
    [Fact]
    public async Task OneOfTwo_KilledMidBackfillAndMidLookUps_TheOtherNeverFailsAndTheJobEndsExact()
    {
        var known = Jobs.Write(Folder.Combine("first"), "a", 12, 3);
        var tracks = Jobs.Write(Folder.Combine("second"), "b", 24, 30);
        await using var cluster = await FaultCluster.StartAsync(Folder.Combine("data"), 2, 2, Cancel);
        var checker = new CatalogueChecker(cluster.Database);
        var (killed, other) = (cluster.Gateways[0], cluster.Gateways[1]);
        var first = await Jobs.StartAsync(killed.Client, Folder.Combine("first"), Cancel);
        await Jobs.EndAsync(cluster, first, Cancel);

        // Some callers ask the other gateway all along; the rest ask the one that will be killed, and go to the other at their first failure.
        await using var faithful = LookUps.Start(_ => other.Client, known, 2, Cancel);
        var current = killed;
        await using var moving = LookUps.Start(_ => Volatile.Read(ref current).Client, known, 2, Cancel);
        var second = await Jobs.StartAsync(killed.Client, Folder.Combine("second"), Cancel);
        await cluster.UntilCountAsync(Jobs.DoneItems, known.Count + 4, Cancel);
        await moving.MoreAsync(50, Cancel);
        Assert.Empty(moving.Errors);
        var killedAt = (Faithful: faithful.Now, Moving: moving.Now);
        await killed.Process.KillAsync(Cancel);
        await FaultCluster.UntilAsync(() => Task.FromResult(moving.Errors.Count > 0), Cancel);
        Volatile.Write(ref current, other);
        var movedAt = moving.Now;

        await moving.MoreAsync(200, Cancel);
        await Jobs.EndAsync(cluster, second, Cancel);
        await faithful.MoreAsync(50, Cancel);
        Say($"one gateway of two killed: its callers' look-ups as before {moving.Since(killedAt.Moving).Recovery.TotalSeconds:F1} s after it, {moving.Errors.Count} of them failed;"
            + $" through the other {faithful.Answered} answered, {faithful.Errors.Count} failed, the slowest took {faithful.Since(killedAt.Faithful).Slowest.TotalSeconds:F1} s.");
        Assert.Empty(faithful.Errors);
        Assert.Empty(moving.ErrorsSince(movedAt));
        await checker.JobIsExactAsync(first, known);
        await checker.JobIsExactAsync(second, tracks);
    }
}
