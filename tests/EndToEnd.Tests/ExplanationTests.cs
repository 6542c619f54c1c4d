using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Trees;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>Explanations, counts and events on the real process.</summary>
public sealed class ExplanationTests : IDisposable
{
    private const int Tracks = 4;
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Explanations_OfSumsTreesAndVotes_AddUpOverRestWithoutAudio()
    {
        WriteMusic();
        await using var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);
        await RunAsync("backfill", folder.Combine("music"), "--gateway", cluster.Url, "--wait");
        await AssertExplainedAsync(cluster, "linear");
        if (LightGbmLibrary.IsAvailable) await AssertExplainedAsync(cluster, "treeShapley", TrainedModels.Sure(5, ["trees"], Cancel));
        await AssertExplainedAsync(cluster, "groupShapley", TrainedModels.Sure(5, ["discriminant", "logistic", "vote"], Cancel));

        // What is asked for without audio is answered without it.
        Directory.Delete(folder.Combine("music"), recursive: true);
        var lime = await cluster.Client.GetFromJsonAsync<JsonElement>(PathOf(1) + "?method=lime&limit=5", Cancel);
        Assert.Equal("lime", lime.GetProperty("explanation").GetProperty("algorithm").GetString());
        Assert.Equal(5, lime.GetProperty("explanation").GetProperty("features").GetArrayLength());
        Assert.Contains("against", await RunAsync("explain", IdOf(2), "--gateway", cluster.Url), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Client.GetAsync("/v1/clips/none%230/explanation", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Events_OfAKilledProcess_AreKeptAndCounted()
    {
        WriteMusic();
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("O", CultureInfo.InvariantCulture);
        var lines = Enumerable.Range(0, 30).Select(i => JsonSerializer.Serialize(new { id = $"e{i}", kind = "play", trackId = IdOf(i % 2), at, session = $"s{i % 3}", unit = "ayşe@example.org" }));
        var file = folder.Write("events.jsonl", string.Join('\n', lines));
        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
            await RunAsync("backfill", folder.Combine("music"), "--gateway", cluster.Url, "--wait");
            Assert.StartsWith("30 new, 0 known", await RunAsync("events", "import", file, "--gateway", cluster.Url), StringComparison.Ordinal);

            // The last answer has come, and nothing else is waited for.
            await cluster.KillAsync(Cancel);
        }

        await using var again = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);
        Assert.StartsWith("0 new, 30 known", await RunAsync("events", "import", file, "--gateway", again.Url), StringComparison.Ordinal);
        var sessions = (await again.Client.GetFromJsonAsync<JsonElement>("/v1/stats/emotions?by=session", Cancel)).GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal([("s0", 2), ("s1", 2), ("s2", 2)], sessions.Select(group => (group.GetProperty("key").GetString(), group.GetProperty("tracks").GetInt32())));
        var artists = await again.Client.GetFromJsonAsync<JsonElement>("/v1/stats/emotions?by=artist", Cancel);
        Assert.Equal(Tracks, artists.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("predicted").GetInt32()));

        // Nobody can be found in the files of the catalogue.
        var needle = Encoding.UTF8.GetBytes("ayşe@example.org");
        foreach (var path in Directory.GetFiles(folder.Combine("data"), "catalog.db*"))
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Cancel);
            Assert.True(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(needle) < 0, $"{path} names a user");
        }
    }

    private static string IdOf(int i) => $"artist {i}/türkü {i}";

    private static string PathOf(int i) => $"/v1/clips/{Uri.EscapeDataString(IdOf(i) + "#0")}/explanation";

    private void WriteMusic()
    {
        for (var i = 0; i < Tracks; i++) Sounds.Write(folder.Combine($"music/artist {i}/türkü {i}.wav"), 4, i * 5);
    }

    private async Task AssertExplainedAsync(ClusterProcess cluster, string algorithm, ModelArtefact? model = null)
    {
        if (model is not null)
        {
            await model.SaveAsync(folder.Combine(algorithm), Cancel);
            await RunAsync("models", "register", folder.Combine(algorithm), "--gateway", cluster.Url);
            await RunAsync("models", "promote", model.Version, "--gateway", cluster.Url, "--force", "--reason", "a test");
        }

        for (var i = 0; i < Tracks; i++)
        {
            JsonElement why;
            do
            {
                // Silos follow a promotion within moments; then the same features are scored anew.
                if (model is not null) await RunAsync("backfill", folder.Combine("music"), "--gateway", cluster.Url, "--wait");
                why = (await cluster.Client.GetFromJsonAsync<JsonElement>(PathOf(i) + "?limit=512", Cancel)).GetProperty("explanation");
            }
            while (model is not null && why.GetProperty("modelVersion").GetString() != model.Version);
            Assert.Equal(algorithm, why.GetProperty("algorithm").GetString());
            var difference = why.GetProperty("difference");
            var whole = difference.GetProperty("output").GetDouble() - difference.GetProperty("base").GetDouble();
            Assert.Equal(whole, Sum(why, "groups"), 1e-6);
            Assert.Equal(whole, Sum(why, "features"), 1e-6);
            var probabilities = why.GetProperty("probabilities");
            var (top, other) = (why.GetProperty("top").GetString()!, why.GetProperty("runnerUp").GetString()!);
            Assert.Equal(Math.Log(probabilities.GetProperty(top).GetDouble() / probabilities.GetProperty(other).GetDouble()), difference.GetProperty("output").GetDouble(), 1e-6);
        }
    }

    private static double Sum(JsonElement why, string parts) => why.GetProperty(parts).EnumerateArray().Sum(part => part.GetProperty("contribution").GetDouble());

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await ClusterProcess.RunAsync(Cancel, arguments);
        Assert.True(code == 0, $"'{arguments[0]}' ended with exit code {code}\n{output}\n{error}");
        return output;
    }
}
