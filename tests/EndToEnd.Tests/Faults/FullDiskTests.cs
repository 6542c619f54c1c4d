using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestKit.Postgres;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>The database's disk is full for a while: everything that writes waits or is told so, nothing is given up, and all goes on when there is space again.</summary>
public sealed class FullDiskTests() : FaultTest(minutes: 8)
{
    private const string Words = "its disk is full";

    [Fact]
    public async Task EmbeddedOnAFullDisk_SaysSoAndServesAndGoesOnByItself()
    {
        var known = Jobs.Write(Folder.Combine("first"), "a", 8, 3);
        Jobs.Write(Folder.Combine("second"), "b", 24, 30);
        await using var disk = await SmallDisk.MountAsync(64);
        await using var cluster = await ClusterProcess.UpAsync(Path.Combine(disk.Path, "data"), Cancel, "Backfill__CommitInterval=00:00:00.2", "Backfill__ChunkSize=4");
        await EndAsync(cluster.Client, await Jobs.StartAsync(cluster.Client, Folder.Combine("first"), Cancel), known.Count);
        var job = await Jobs.StartAsync(cluster.Client, Folder.Combine("second"), Cancel);
        await FaultCluster.UntilAsync(async () => (await CountsAsync(cluster.Client, job)).Tagged >= 4, Cancel);

        var acknowledged = await WhileFullAsync(disk, cluster.Client, [cluster.Client], known);
        await EndAsync(cluster.Client, job, 24);
        await FaultCluster.UntilAsync(async () => HealthStatusOf(await ReadyAsync(cluster.Client)) == "healthy", Cancel);
        foreach (var id in acknowledged) Assert.Equal(HttpStatusCode.OK, (await cluster.Client.GetAsync($"/v1/feedback/{id}", Cancel)).StatusCode);
        foreach (var track in Enumerable.Range(0, 24).Select(i => $"b{i:000}"))
            Assert.Equal(HttpStatusCode.OK, (await cluster.Client.GetAsync($"/v1/tracks/{track}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task PostgresOnAFullDisk_SaysSoAndServesAndGoesOnByItself()
    {
        var known = Jobs.Write(Folder.Combine("first"), "a", 8, 3);
        var tracks = Jobs.Write(Folder.Combine("second"), "b", 24, 30);
        await using var disk = await SmallDisk.MountAsync(192);
        await using var cluster = await FaultCluster.StartOnAsync(
            await PostgresDatabase.CreateWithServerAsync(new PostgresPlace(Path.Combine(disk.Path, "postgres"))), Folder.Combine("data"), 2, 1, Cancel);
        var gateway = cluster.Gateways[0].Client;
        var first = await Jobs.StartAsync(gateway, Folder.Combine("first"), Cancel);
        await Jobs.EndAsync(cluster, first, Cancel);
        var second = await Jobs.StartAsync(gateway, Folder.Combine("second"), Cancel);
        await cluster.UntilCountAsync(Jobs.DoneItems, known.Count + 4, Cancel);

        var acknowledged = await WhileFullAsync(disk, gateway, [.. cluster.Silos.Select(silo => silo.Client)], known);
        await Jobs.EndAsync(cluster, second, Cancel);
        var checker = new CatalogueChecker(cluster.Database);
        await checker.JobIsExactAsync(first, known);
        await checker.JobIsExactAsync(second, tracks);
        await checker.FeedbackIsAsync(acknowledged);
    }

    // Fills the disk, sees what is said, and frees it. Returns the feedback that was acknowledged.
    private async Task<List<string>> WhileFullAsync(SmallDisk disk, HttpClient gateway, IReadOnlyList<HttpClient> silos, IReadOnlyList<string> known)
    {
        var acknowledged = new List<string> { await Jobs.GiveFeedbackAsync(gateway, known[0], "before", Cancel) };
        disk.Fill();

        // Small writes find room within pages that are there, for a while.
        HttpResponseMessage? refused = null;
        var given = 0;
        await FaultCluster.UntilAsync(
            async () =>
            {
                for (var i = 0; i < 20; i++, given++)
                {
                    disk.Fill();
                    var answer = await Jobs.TryFeedbackAsync(gateway, known[given % known.Count], $"full {given}", Cancel);
                    if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                    {
                        refused = answer;
                        return true;
                    }

                    answer.EnsureSuccessStatusCode();
                    acknowledged.Add(await IdOfAsync(answer));
                    answer.Dispose();
                }

                return false;
            },
            Cancel);
        using (refused)
        {
            Assert.Equal("application/problem+json", refused!.Content.Headers.ContentType?.MediaType);
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            Assert.Equal("urn:cluster:problem:disk-full", problem.GetProperty("type").GetString());
            Assert.Contains(Words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        var full = System.Diagnostics.Stopwatch.StartNew();

        // The job may be at its end, and then only the silo of such a write knows of it, for a while.
        await FaultCluster.UntilAsync(
            async () =>
            {
                disk.Fill();
                using var again = await Jobs.TryFeedbackAsync(gateway, known[given % known.Count], $"full {given}", Cancel);
                if (again.IsSuccessStatusCode)
                {
                    acknowledged.Add(await IdOfAsync(again));
                    given++;
                }

                return (await Task.WhenAll(silos.Select(ReadyAsync))).Any(said => said.Contains(Words, StringComparison.Ordinal));
            },
            Cancel);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync($"/v1/tracks/{known[0]}", Cancel)).StatusCode);
        disk.Free();
        acknowledged.Add(await Jobs.GiveFeedbackAsync(gateway, known[given % known.Count], $"full {given}", Cancel));
        Say($"disk full: {given} small writes found room before one was refused; after {full.Elapsed.TotalSeconds:F1} s there was space, and the same call was acknowledged.");
        return acknowledged;
    }

    private async Task<string> IdOfAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;

    private async Task EndAsync(HttpClient gateway, string job, int tagged)
    {
        (string State, int Tagged, int Failed) counts = default;
        await FaultCluster.UntilAsync(
            async () =>
            {
                counts = await CountsAsync(gateway, job);
                return counts.State is not ("queued" or "running");
            },
            Cancel);
        Assert.Equal(("completed", tagged, 0), counts);
    }

    private async Task<(string State, int Tagged, int Failed)> CountsAsync(HttpClient gateway, string job)
    {
        var answer = await gateway.GetFromJsonAsync<JsonElement>($"/v1/backfills/{job}", Cancel);
        var counts = answer.GetProperty("counts");
        return (answer.GetProperty("state").GetString()!, counts.GetProperty("tagged").GetInt32(), counts.GetProperty("failed").GetInt32());
    }

    private async Task<string> ReadyAsync(HttpClient silo)
    {
        using var answer = await silo.GetAsync("/health/ready", Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static string HealthStatusOf(string answer) => JsonDocument.Parse(answer).RootElement.GetProperty("status").GetString()!;
}
