using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>Feedback against the real process: kept through a kill, and good for training.</summary>
public sealed class FeedbackTests : IDisposable
{
    private const int Tracks = 12;
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Feedback_OfAKilledProcess_IsKeptListedUndoneAndTrainedOn()
    {
        for (var i = 0; i < Tracks; i++) Sounds.Write(folder.Combine($"music/artist {i}/türkü {i}.wav"), 4, i % 2 == 0 ? 23 - (i / 2) : i / 2);
        var given = new List<string>();
        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
            await RunAsync("backfill", folder.Combine("music"), "--gateway", cluster.Url, "--wait");
            Assert.Equal(HttpStatusCode.NotFound, (await GiveAsync(cluster, "no such track", "x", "happy")).StatusCode);
            for (var i = 0; i < Tracks; i++)
            {
                var response = await GiveAsync(cluster, IdOf(i), $"key {i}", i % 2 == 0 ? "happy" : "sad");
                Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                given.Add((await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!);
            }

            // The last answer has come, and nothing else is waited for.
            await cluster.KillAsync(Cancel);
        }

        await using var again = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);
        var listed = await again.Client.GetFromJsonAsync<JsonElement>("/v1/feedback?author=Neriman", Cancel);
        Assert.Equal(given, listed.GetProperty("feedback").EnumerateArray().Select(feedback => feedback.GetProperty("id").GetString()!).Reverse());
        var repeated = await GiveAsync(again, IdOf(3), "key 3", "sad");
        Assert.Equal((HttpStatusCode.OK, given[3]), (repeated.StatusCode, (await repeated.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await GiveAsync(again, IdOf(3), "key 3", "angry")).StatusCode);

        // Every track has a label, so nobody needs to listen; what is taken back asks again, unless the model is sure by itself.
        Assert.Empty(await ReviewAsync(again));
        Assert.Equal(HttpStatusCode.Forbidden, (await again.Client.DeleteAsync($"/v1/feedback/{given[0]}?author=Somebody&kind=annotator", Cancel)).StatusCode);
        await RunAsync("feedback", "undo", given[0], "--author", "Neriman", "--gateway", again.Url);
        var track = await again.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks/{Uri.EscapeDataString(IdOf(0))}", Cancel);
        var unsure = track.GetProperty("emotion").GetProperty("decision").GetString() != "tagged";
        Assert.Equal(unsure ? [IdOf(0)] : [], await ReviewAsync(again));
        await RunAsync("feedback", "add", IdOf(0), "--emotion", "mutlu", "--author", "Neriman", "--gateway", again.Url);

        await RunAsync("feedback", "export", "--out", folder.Combine("labels.csv"), "--gateway", again.Url);
        Assert.Equal(Tracks + 1, (await File.ReadAllLinesAsync(folder.Combine("labels.csv"), Cancel)).Length);
        var report = folder.Combine("report.json");
        await RunAsync("train", "--audio", folder.Combine("labels.csv"), "--candidates", "logistic", "--cache", folder.Combine("cache"), "--out", folder.Combine("model"), "--report", report);
        var dataset = JsonDocument.Parse(await File.ReadAllTextAsync(report, Cancel)).RootElement.GetProperty("dataset");
        Assert.Equal(Tracks, dataset.GetProperty("rows").GetInt32());
    }

    private static string IdOf(int i) => $"artist {i}/türkü {i}";

    private static async Task<HttpResponseMessage> GiveAsync(ClusterProcess cluster, string track, string key, string emotion)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/feedback")
        {
            Content = JsonContent.Create(new { trackId = track, emotion, author = "Neriman", kind = "annotator" }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await cluster.Client.SendAsync(request, Cancel);
    }

    private static async Task<List<string?>> ReviewAsync(ClusterProcess cluster)
    {
        var json = await RunAsync("review", "--json", "--gateway", cluster.Url);
        return [.. JsonDocument.Parse(json).RootElement.GetProperty("reviews").EnumerateArray().Select(entry => entry.GetProperty("track").GetProperty("trackId").GetString())];
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await ClusterProcess.RunAsync(Cancel, arguments);
        Assert.True(code == 0, $"'{arguments[0]}' ended with exit code {code}\n{output}\n{error}");
        return output;
    }
}
