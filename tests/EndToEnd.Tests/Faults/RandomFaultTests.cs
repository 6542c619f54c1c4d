using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>Faults drawn by chance from a seed, one after another, while a job runs and feedback is given. <c>FAULT_SEED</c> and <c>FAULT_COUNT</c> choose other runs.</summary>
public sealed class RandomFaultTests() : FaultTest(minutes: 10)
{
    [Fact]
    public async Task RandomFaults_NothingIsLostTwiceOrMiscounted()
    {
        var random = new Random(Setting("FAULT_SEED", 20261126));
        var faults = Setting("FAULT_COUNT", 5);
        var known = Jobs.Write(Folder.Combine("first"), "a", 8, 3);
        var tracks = Jobs.Write(Folder.Combine("second"), "b", 40, 30);
        await using var cluster = await FaultCluster.StartAsync(Folder.Combine("data"), 3, 2, Cancel);
        var checker = new CatalogueChecker(cluster.Database);
        var first = await Jobs.StartAsync(cluster.Gateways[0].Client, Folder.Combine("first"), Cancel);
        await Jobs.EndAsync(cluster, first, Cancel);
        var champion = (await cluster.Gateways[0].Client.GetFromJsonAsync<JsonElement>("/v1/models", Cancel)).GetProperty("champion").GetString()!;
        var second = await Jobs.StartAsync(cluster.Gateways[0].Client, Folder.Combine("second"), Cancel);
        var acknowledged = new List<string>();
        for (var i = 0; i < faults; i++)
        {
            await cluster.UntilCountAsync(Jobs.DoneItems, Math.Min(known.Count + tracks.Count, known.Count + ((i + 1) * tracks.Count / (faults + 2))), Cancel);
            Say(await StrikeAsync(cluster, random));
            acknowledged.Add(await Jobs.GiveFeedbackAsync(cluster.Gateways[0].Client, known[random.Next(known.Count)], $"key {i}", Cancel));
        }

        await Jobs.EndAsync(cluster, second, Cancel);
        await checker.JobIsExactAsync(first, known);
        await checker.JobIsExactAsync(second, tracks);
        await checker.FeedbackIsAsync(acknowledged);
        await CatalogueChecker.AliasesAreAsync(cluster.Gateways[0].Client, champion, Cancel);
    }

    private async Task<string> StrikeAsync(FaultCluster cluster, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                var silo = cluster.Silos[random.Next(cluster.Silos.Count)];
                await silo.Process.KillAsync(Cancel);
                cluster.Silos.Remove(silo);
                await cluster.AddSilosAsync(1, Cancel);
                return "A silo was killed and replaced.";
            case 1:
                var stopped = cluster.Silos[random.Next(cluster.Silos.Count)];
                Assert.Equal(0, await stopped.Process.TerminateAsync(Cancel));
                cluster.Silos.Remove(stopped);
                await cluster.AddSilosAsync(1, Cancel);
                return "A silo was stopped and replaced.";
            case 2:
                var gateway = cluster.Gateways[random.Next(cluster.Gateways.Count)];
                await gateway.Process.KillAsync(Cancel);
                cluster.Gateways.Remove(gateway);
                await cluster.AddGatewayAsync(Cancel);
                return "A gateway was killed and replaced.";
            case 3:
                cluster.Server.Stop();
                await cluster.Server.ResumeAsync();
                return "The database was stopped and started.";
            default:
                foreach (var one in cluster.Silos) await one.Process.KillAsync(Cancel);
                var count = cluster.Silos.Count;
                cluster.Silos.Clear();
                await cluster.AddSilosAsync(count, Cancel);
                return "All silos were killed and replaced.";
        }
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
