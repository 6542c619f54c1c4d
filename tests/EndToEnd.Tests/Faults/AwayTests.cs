using System.Net.Http.Json;
using System.Text.Json;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>What silos need goes away: the database, the source, the child that decodes.</summary>
public sealed class AwayTests : FaultTest
{
    [Fact]
    public async Task Database_StoppedAndStartedMidBackfill_EverythingWaitsAndGoesOn()
    {
        var tracks = Jobs.Write(Folder.Combine("music"), "t", 30, 30);
        await using var cluster = await FaultCluster.StartAsync(Folder.Combine("data"), 2, 1, Cancel);
        var gateway = cluster.Gateways[0].Client;
        var job = await Jobs.StartAsync(gateway, Folder.Combine("music"), Cancel);
        await cluster.UntilCountAsync(Jobs.DoneItems, 4, Cancel);
        var feedback = await GiveFeedbackAsync(gateway, tracks[0]);

        cluster.Server.Stop();
        foreach (var silo in cluster.Silos) await FaultCluster.UntilAsync(async () => !await FaultCluster.IsReadyAsync(silo, Cancel), Cancel);
        await cluster.Server.ResumeAsync();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var member in cluster.Silos.Concat(cluster.Gateways)) await FaultCluster.UntilAsync(() => FaultCluster.IsReadyAsync(member, Cancel), Cancel);
        Say($"database started again: all ready after {clock.Elapsed.TotalSeconds:F1} s.");
        await Jobs.EndAsync(cluster, job, Cancel);
        var checker = new CatalogueChecker(cluster.Database);
        await checker.JobIsExactAsync(job, tracks);
        await checker.FeedbackIsAsync([feedback]);
    }

    [Fact]
    public async Task Source_RemovedHalfWay_ItsFilesFailByNameAndTheRestIsTagged()
    {
        var near = Jobs.Write(Folder.Combine("music/near"), "n", 12, 30);
        Jobs.Write(Folder.Combine("music/off"), "o", 12, 30);
        await using var cluster = await FaultCluster.StartAsync(Folder.Combine("data"), 2, 1, Cancel);
        var job = await Jobs.StartAsync(cluster.Gateways[0].Client, Folder.Combine("music"), Cancel);
        await cluster.UntilCountAsync("SELECT listed FROM backfill_job", 1, Cancel);
        await cluster.UntilCountAsync(Jobs.DoneItems, 1, Cancel);
        Directory.Delete(Folder.Combine("music/off"), recursive: true);
        await Jobs.EndAsync(cluster, job, Cancel);

        // How many were read before is chance; that none is lost or counted twice is not.
        var failed = Convert.ToInt32(await cluster.Database.RunAsync("SELECT COUNT(*) FROM backfill_item WHERE state = 3"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(failed, 1, 12);
        Assert.Equal(0L, await cluster.Database.RunAsync("SELECT COUNT(*) FROM backfill_item WHERE state = 3 AND (error IS NULL OR track_id NOT LIKE 'off/%')"));
        var done = new List<string>(near.Select(track => "near/" + track));
        for (var i = 0; i < 12; i++)
        {
            if (await cluster.Database.RunAsync($"SELECT 1 FROM backfill_item WHERE state = 1 AND track_id = 'off/o{i:000}'") is not null) done.Add($"off/o{i:000}");
        }

        await new CatalogueChecker(cluster.Database).JobIsExactAsync(job, done, failed);
    }

    /// <summary>A crash, and a hang: a child that shows no progress for 30 s is given up.</summary>
    [Theory]
    [InlineData("KILL")]
    [InlineData("STOP")]
    public async Task Decoder_CrashedOrHung_CostsNoFileThatIsSound(string signal)
    {
        var tracks = Jobs.Write(Folder.Combine("music"), "t", 16, 30);
        Folder.Write("music/bad.wav", "These are words, not sounds.");
        await using var cluster = await FaultCluster.StartAsync(Folder.Combine("data"), 1, 1, Cancel);
        var job = await Jobs.StartAsync(cluster.Gateways[0].Client, Folder.Combine("music"), Cancel);
        await cluster.UntilCountAsync(Jobs.DoneItems, 2, Cancel);
        var children = ChildrenOf(cluster.Silos[0].Process.Id);
        Assert.NotEmpty(children);
        foreach (var child in children) await System.Diagnostics.Process.Start("kill", [$"-{signal}", $"{child}"]).WaitForExitAsync(Cancel);
        await Jobs.EndAsync(cluster, job, Cancel);
        await new CatalogueChecker(cluster.Database).JobIsExactAsync(job, tracks, failed: 1);
    }

    private async Task<string> GiveFeedbackAsync(HttpClient gateway, string track)
    {
        await FaultCluster.UntilAsync(async () => (await gateway.GetAsync($"/v1/tracks/{track}", Cancel)).IsSuccessStatusCode, Cancel);
        using var answer = await gateway.PostAsJsonAsync("/v1/feedback", new { trackId = track, emotion = "happy", author = "Neriman", kind = "annotator" }, Cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
    }

    // Linux has each process's parent in /proc: the second field after the name, which ends at the last bracket.
    private static List<int> ChildrenOf(int parent)
    {
        var children = new List<int>();
        foreach (var process in System.Diagnostics.Process.GetProcesses())
        {
            using var one = process;
            try
            {
                var stat = File.ReadAllText($"/proc/{one.Id}/stat");
                if (stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] == $"{parent}") children.Add(one.Id);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return children;
    }
}
