using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestKit.Postgres;
using Npgsql;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>One silo of three is cut off from the others: by a network that swallows packets, so that nobody is told.</summary>
public sealed class PartitionTests() : FaultTest(minutes: 8)
{
    // SQL: silos that were declared dead.
    private const string DeadSilos = "SELECT COUNT(*) FROM orleansmembershiptable WHERE status = 6";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneSiloOfThree_CutOff_TheOthersServeAndItEndsItselfAndTheJobEndsExact(bool alsoFromDatabase)
    {
        var known = Jobs.Write(Folder.Combine("first"), "a", 12, 3);
        var tracks = Jobs.Write(Folder.Combine("second"), "b", 40, 30);
        await using var network = await CutNetwork.CreateAsync();
        await using var cluster = await FaultCluster.StartOnAsync(
            await PostgresDatabase.CreateWithServerAsync(new PostgresPlace(Address: network.DatabaseAddress)), Folder.Combine("data"), 2, 2, Cancel, $"Cluster__Address={network.OutsideAddress}");
        var cut = await cluster.AddSiloAsync(network.Inside, Inside(network, cluster), Cancel);
        var checker = new CatalogueChecker(cluster.Database);
        var gateway = cluster.Gateways[0].Client;
        var first = await Jobs.StartAsync(gateway, Folder.Combine("first"), Cancel);
        await Jobs.EndAsync(cluster, first, Cancel);
        var champion = (await gateway.GetFromJsonAsync<JsonElement>("/v1/models", Cancel)).GetProperty("champion").GetString()!;
        var feedback = new List<string> { await Jobs.GiveFeedbackAsync(gateway, known[0], "before", Cancel) };

        await using var lookUps = LookUps.Start(loop => cluster.Gateways[loop % 2].Client, known, 4, Cancel);
        var second = await Jobs.StartAsync(gateway, Folder.Combine("second"), Cancel);
        await cluster.UntilCountAsync(Jobs.DoneItems, known.Count + 4, Cancel);
        await lookUps.MoreAsync(50, Cancel);
        var cutAt = lookUps.Now;
        await network.CutSilosAsync();
        if (alsoFromDatabase) await network.CutDatabaseAsync();

        // The majority finds out and goes on; what it acknowledges meanwhile counts.
        await cluster.UntilCountAsync(DeadSilos, 1, Cancel);
        var deadAfter = lookUps.Now - cutAt;
        feedback.Add(await Jobs.GiveFeedbackAsync(cluster.Gateways[1].Client, known[1], "meanwhile", Cancel));
        await lookUps.MoreAsync(500, Cancel);
        if (!alsoFromDatabase) Assert.NotEqual(0, await cut.Process.EndAsync(Cancel));
        await network.HealAsync();

        // Nobody takes it back: it reads that it was given up, and ends so that its supervisor starts it anew.
        Assert.NotEqual(0, await cut.Process.EndAsync(Cancel));
        Assert.Contains("error: this silo has to end.", cut.Process.Log, StringComparison.Ordinal);
        cluster.Silos.Remove(cut);
        await cluster.AddSiloAsync(network.Inside, Inside(network, cluster), Cancel);
        await Jobs.EndAsync(cluster, second, Cancel);
        await lookUps.MoreAsync(50, Cancel);
        var (recovery, slowest) = lookUps.Since(cutAt);
        Say($"one silo of three cut off from the others{(alsoFromDatabase ? " and the database" : "")}: declared dead after {deadAfter.TotalSeconds:F1} s, look-ups as before {recovery.TotalSeconds:F1} s"
            + $" after the cut; the slowest took {slowest.TotalSeconds:F1} s; {lookUps.Answered} answered, {lookUps.Errors.Count} failed.");
        Assert.Empty(lookUps.ErrorsSince(cutAt + deadAfter));
        await checker.JobIsExactAsync(first, known);
        await checker.JobIsExactAsync(second, tracks);
        await checker.FeedbackIsAsync(feedback);
        await CatalogueChecker.AliasesAreAsync(gateway, champion, Cancel);
    }

    private static string[] Inside(CutNetwork network, FaultCluster cluster) =>
    [
        $"Cluster__Address={network.InsideAddress}", $"URLS=http://{network.InsideAddress}:0",
        $"Cluster__ConnectionString={new NpgsqlConnectionStringBuilder(cluster.Database.ConnectionString) { Host = network.DatabaseAddress }}",
    ];
}
