namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>Processes that are stopped in order, or all killed, and started again elsewhere.</summary>
public sealed class RestartTests : FaultTest
{
    [Fact]
    public async Task AllSilos_KilledAndStartedOnOtherPorts_ServeAgainAndTheJobEndsExact()
    {
        var known = Jobs.Write(Folder.Combine("first"), "a", 8, 3);
        var tracks = Jobs.Write(Folder.Combine("second"), "b", 30, 30);
        await using var cluster = await FaultCluster.StartAsync(Folder.Combine("data"), 3, 1, Cancel);
        var checker = new CatalogueChecker(cluster.Database);
        var gateway = cluster.Gateways[0].Client;
        var first = await Jobs.StartAsync(gateway, Folder.Combine("first"), Cancel);
        await Jobs.EndAsync(cluster, first, Cancel);
        var second = await Jobs.StartAsync(gateway, Folder.Combine("second"), Cancel);
        await cluster.UntilCountAsync(Jobs.DoneItems, known.Count + 4, Cancel);
        foreach (var silo in cluster.Silos) await silo.Process.KillAsync(Cancel);
        cluster.Silos.Clear();

        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using var lookUps = LookUps.Start(_ => gateway, known, 2, Cancel);
        await cluster.AddSilosAsync(3, Cancel);
        var ready = clock.Elapsed;
        await lookUps.MoreAsync(20, Cancel);
        Say($"all silos killed: the new ones ready after {ready.TotalSeconds:F1} s, look-ups answered after {clock.Elapsed.TotalSeconds:F1} s, start of the processes included.");
        await Jobs.EndAsync(cluster, second, Cancel);
        await checker.JobIsExactAsync(first, known);
        await checker.JobIsExactAsync(second, tracks);
    }

    [Fact]
    public async Task EverySilo_StoppedAndReplacedUnderLookUps_NoRequestFails()
    {
        var known = Jobs.Write(Folder.Combine("first"), "a", 24, 3);
        await using var cluster = await FaultCluster.StartAsync(Folder.Combine("data"), 3, 1, Cancel, "Cluster__DrainDelay=00:00:01");
        var gateway = cluster.Gateways[0].Client;
        await Jobs.EndAsync(cluster, await Jobs.StartAsync(gateway, Folder.Combine("first"), Cancel), Cancel);

        await using var lookUps = LookUps.Start(_ => gateway, known, 4, Cancel);
        await lookUps.MoreAsync(100, Cancel);
        var from = lookUps.Now;
        foreach (var silo in cluster.Silos.ToList())
        {
            // As an orchestrator does it: the next one goes when the new one is ready.
            await cluster.AddSilosAsync(1, Cancel);
            Assert.Equal(0, await silo.Process.TerminateAsync(Cancel));
            cluster.Silos.Remove(silo);
            await lookUps.MoreAsync(100, Cancel);
        }

        var (_, slowest) = lookUps.Since(from);
        Say($"rolling restart of 3 silos: {lookUps.Answered} look-ups, {lookUps.Errors.Count} failed, the slowest took {slowest.TotalSeconds:F1} s.");
        Assert.Empty(lookUps.Errors);
    }

    [Fact]
    public async Task Gateways_OneKilledAndOneDrained_TheOthersAnswer()
    {
        var known = Jobs.Write(Folder.Combine("first"), "a", 8, 3);
        await using var cluster = await FaultCluster.StartAsync(Folder.Combine("data"), 2, 2, Cancel, "Cluster__DrainDelay=00:00:03");
        await Jobs.EndAsync(cluster, await Jobs.StartAsync(cluster.Gateways[0].Client, Folder.Combine("first"), Cancel), Cancel);
        await cluster.Gateways[0].Process.KillAsync(Cancel);
        var other = cluster.Gateways[1];
        await using var lookUps = LookUps.Start(_ => other.Client, known, 2, Cancel);
        await lookUps.MoreAsync(50, Cancel);

        // A drained gateway serves on while it says that it is not ready; whoever asks it leaves it then, as a load balancer does.
        await cluster.AddGatewayAsync(Cancel);
        var next = cluster.Gateways[2];
        var current = other;
        await using var balanced = LookUps.Start(_ => Volatile.Read(ref current).Client, known, 2, Cancel);
        await balanced.MoreAsync(20, Cancel);
        await lookUps.DisposeAsync();
        var stopped = other.Process.TerminateAsync(Cancel);
        await FaultCluster.UntilAsync(async () => !await FaultCluster.IsReadyAsync(other, Cancel), Cancel);
        Volatile.Write(ref current, next);
        Assert.Equal(0, await stopped);
        await balanced.MoreAsync(20, Cancel);
        Assert.Empty(lookUps.Errors);
        Assert.Empty(balanced.Errors);
    }
}
