using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>Backfills through the command line and over HTTP against the real process.</summary>
public sealed class BackfillTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Music => folder.Combine("music");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Backfill_Folder_IsTaggedOnceThenUnchangedThenForced()
    {
        for (var i = 0; i < 5; i++) Sounds.Write(Path.Combine(Music, $"Albüm {i % 2}", $"türkü {i}.wav"), 3 + i, i);
        await using var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);

        var (first, audio) = await BackfillAsync(cluster, 0);
        Assert.Equal("completed: 5 = 5 tagged, 0 unchanged, 0 failed, 0 pending", first);
        Assert.Equal(25, audio, 1);
        var (second, noAudio) = await BackfillAsync(cluster, 0);
        Assert.Equal("completed: 5 = 0 tagged, 5 unchanged, 0 failed, 0 pending", second);
        Assert.Equal(0, noAudio);
        var (forced, again) = await BackfillAsync(cluster, 0, "--force");
        Assert.Equal("completed: 5 = 5 tagged, 0 unchanged, 0 failed, 0 pending", forced);
        Assert.Equal(25, again, 1);
        var (dry, none) = await BackfillAsync(cluster, 0, "--dry-run", "--force");
        Assert.Equal("completed: 5 = 0 tagged, 0 unchanged, 0 failed, 5 pending", dry);
        Assert.Equal(0, none);

        var track = await cluster.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks/{Uri.EscapeDataString("Albüm 1/türkü 3")}", Cancel);
        Assert.Equal(6, track.GetProperty("durationS").GetDouble(), 2);
        Assert.Equal(1, track.GetProperty("timeline").GetArrayLength());
        var (code, lookedUp, _) = await ClusterProcess.RunAsync(Cancel, "lookup", "Albüm 1/türkü 3", "--gateway", cluster.Url, "--json");
        Assert.Equal((0, track.GetProperty("emotion").GetProperty("label").GetString()), (code, JsonDocument.Parse(lookedUp).RootElement.GetProperty("emotion").GetProperty("label").GetString()));
    }

    [Fact]
    public async Task Backfill_OfBadFiles_NamesEachAndTagsTheRest()
    {
        Sounds.Write(Path.Combine(Music, "good.wav"), 4, 1);
        Sounds.Write(Path.Combine(Music, "twin.wav"), 4, 1);
        Sounds.Write(Path.Combine(Music, "truncated.wav"), 4, 2);
        using (var stream = new FileStream(Path.Combine(Music, "truncated.wav"), FileMode.Open)) stream.SetLength(20);
        Sounds.Write(Path.Combine(Music, "no-samples.wav"), 0, 3);
        folder.Write("music/empty.mp3", "");
        folder.Write("music/renamed.mp3", "These are words, not sounds.");
        folder.Write("music/renamed.wav", "These are words, not sounds.");
        Directory.CreateDirectory(Path.Combine(Music, "a-folder.wav"));
        await using var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);

        // renamed.mp3 and renamed.wav make one track id, so the second of them fails for that.
        var (counts, _) = await BackfillAsync(cluster, 1);
        Assert.Equal("completedWithErrors: 7 = 2 tagged, 0 unchanged, 5 failed, 0 pending", counts);
        var jobs = await cluster.Client.GetFromJsonAsync<JsonElement>("/v1/backfills", Cancel);
        var id = jobs.GetProperty("jobs")[0].GetProperty("id").GetString();
        var failed = await cluster.Client.GetFromJsonAsync<JsonElement>($"/v1/backfills/{id}/items?state=failed", Cancel);
        var errors = failed.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("item").GetString()!, item => item.GetProperty("error").GetString()!);
        Assert.Equal(["empty.mp3", "no-samples.wav", "renamed.mp3", "renamed.wav", "truncated.wav"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(errors.Values, error => Assert.True(error.Length > 15, error));
        Assert.Contains("renamed.mp3", errors["renamed.wav"], StringComparison.Ordinal);
        foreach (var good in (string[])["good", "twin"]) Assert.Equal(HttpStatusCode.OK, (await cluster.Client.GetAsync($"/v1/tracks/{good}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Backfill_WhoseProcessIsKilled_GoesOnAndEndsExact()
    {
        const int Tracks = 60;
        for (var i = 0; i < Tracks; i++) Sounds.Write(Path.Combine(Music, $"t{i:00}.wav"), 30, i);
        string id;
        JsonElement beforeKill;
        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel, "Backfill__CommitInterval=00:00:00.1"))
        {
            var response = await cluster.Client.PostAsJsonAsync("/v1/backfills", new { source = Music }, Cancel);
            id = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
            beforeKill = await FollowAsync(cluster, id, counts => counts.GetProperty("tagged").GetInt32() >= 4);
            await cluster.KillAsync(Cancel);
        }

        // The kill came in the middle: the process had told of some results, and by no means of all.
        Assert.Equal("running", beforeKill.GetProperty("state").GetString());
        await using var again = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);
        var job = await FollowAsync(again, id, _ => false);
        Assert.Equal($"completed: {Tracks} = {Tracks} tagged, 0 unchanged, 0 failed, 0 pending", Summary(job));
        for (var i = 0; i < Tracks; i++)
        {
            var track = await again.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks/t{i:00}", Cancel);
            Assert.Equal(1, track.GetProperty("version").GetInt64());
            Assert.Equal(1, track.GetProperty("timeline").GetArrayLength());
        }
    }

    [Fact]
    public async Task Backfill_Paused_WaitsAndGoesOnWhenResumed()
    {
        for (var i = 0; i < 40; i++) Sounds.Write(Path.Combine(Music, $"t{i:00}.wav"), 30, i);
        await using var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel, "Backfill__CommitInterval=00:00:00.1");
        var started = await (await cluster.Client.PostAsJsonAsync("/v1/backfills", new { source = Music }, Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var id = started.GetProperty("id").GetString()!;
        await FollowAsync(cluster, id, counts => counts.GetProperty("tagged").GetInt32() >= 1);
        var paused = await (await cluster.Client.PostAsync($"/v1/backfills/{id}/pause", null, Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("paused", paused.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await cluster.Client.PostAsync($"/v1/backfills/{id}/retry", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await cluster.Client.PostAsync($"/v1/backfills/{id}/resume", null, Cancel)).StatusCode);
        Assert.Equal("completed: 40 = 40 tagged, 0 unchanged, 0 failed, 0 pending", Summary(await FollowAsync(cluster, id, _ => false)));
    }

    [Fact]
    public async Task Backfill_OfTheSharedPiano_TagsAllItsFiles()
    {
        var source = Needs.SharedData("audio/emopia-demo");
        await using var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);
        var (code, output, error) = await ClusterProcess.RunAsync(Cancel, "backfill", source, "--gateway", cluster.Url, "--wait", "--json");
        Assert.True(code == 0, error + cluster.Log);
        Assert.Equal("completed: 24 = 24 tagged, 0 unchanged, 0 failed, 0 pending", Summary(JsonDocument.Parse(output).RootElement));
    }

    private async Task<(string Counts, double AudioSeconds)> BackfillAsync(ClusterProcess cluster, int expectedCode, params string[] more)
    {
        var (code, output, error) = await ClusterProcess.RunAsync(Cancel, ["backfill", Music, "--gateway", cluster.Url, "--wait", "--json", .. more]);
        Assert.True(code == expectedCode, $"exit code {code}\n{error}\n{cluster.Log}");
        var job = JsonDocument.Parse(output).RootElement;
        return (Summary(job), job.GetProperty("audioSeconds").GetDouble());
    }

    /// <summary>Follows a job's events until its counts are as wanted, or to its end.</summary>
    private static async Task<JsonElement> FollowAsync(ClusterProcess cluster, string id, Func<JsonElement, bool> enough)
    {
        using var stream = new StreamReader(await cluster.Client.GetStreamAsync($"/v1/backfills/{id}/events", Cancel));
        JsonElement last = default;
        while (await stream.ReadLineAsync(Cancel) is { } line)
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
            last = JsonDocument.Parse(line["data: ".Length..]).RootElement;
            if (enough(last.GetProperty("counts"))) break;
        }

        return last;
    }

    private static string Summary(JsonElement job)
    {
        var counts = job.GetProperty("counts");
        int Of(string name) => counts.GetProperty(name).GetInt32();
        return $"{job.GetProperty("state").GetString()}: {Of("total")} = {Of("tagged")} tagged, {Of("unchanged")} unchanged, {Of("failed")} failed, {Of("pending")} pending";
    }
}
