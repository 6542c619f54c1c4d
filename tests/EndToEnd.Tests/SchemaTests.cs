using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>Two feature schemas in one catalogue, each with a model of its own.</summary>
public sealed class SchemaTests : IDisposable
{
    private const int Tracks = 12;
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Catalogue_WithTwoSchemas_KeepsTheFeaturesOfBoth()
    {
        // High tones are happy, low ones sad; each is its artist's only one.
        for (var i = 0; i < Tracks; i++)
            Sounds.Write(folder.Combine($"music/{(i % 2 == 0 ? "happy" : "sad")}/artist {i}/song {i}.wav"), 4, i % 2 == 0 ? 23 - (i / 2) : i / 2);
        (string Schema, string Model) starter;
        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
            Assert.Equal((Tracks, 4d * Tracks), await BackfillAsync(cluster));
            starter = await TagOfAsync(cluster);
            Assert.StartsWith("librosa-v1-", starter.Schema, StringComparison.Ordinal);
        }

        await RunAsync("train", "--audio", folder.Combine("music"), "--schema", "logmel-v1", "--candidates", "logistic", "--out", folder.Combine("model"));
        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
            // Tags of the other schema stand until the new model is asked.
            Assert.Equal(starter, await TagOfAsync(cluster));
            await RunAsync("models", "register", folder.Combine("model"), "--gateway", cluster.Url);
            var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(folder.Combine("model/manifest.json"), Cancel)).RootElement;
            await RunAsync("models", "promote", manifest.GetProperty("modelVersion").GetString()!, "--force", "--reason", "a test", "--gateway", cluster.Url);
            Assert.Equal((Tracks, 4d * Tracks), await BackfillAsync(cluster));
            Assert.StartsWith("logmel-v1-", (await TagOfAsync(cluster)).Schema, StringComparison.Ordinal);
        }

        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
            // The one before comes back, and its features are all there still.
            await RunAsync("models", "promote", starter.Model, "--force", "--reason", "a test", "--gateway", cluster.Url);
            Assert.Equal((Tracks, 0d), await BackfillAsync(cluster));
            Assert.Equal(starter, await TagOfAsync(cluster));
        }
    }

    private async Task<(int Tagged, double AudioSeconds)> BackfillAsync(ClusterProcess cluster)
    {
        var output = await RunAsync("backfill", folder.Combine("music"), "--gateway", cluster.Url, "--wait", "--json");
        var job = JsonDocument.Parse(output).RootElement;
        return (job.GetProperty("counts").GetProperty("tagged").GetInt32(), Math.Round(job.GetProperty("audioSeconds").GetDouble(), 3));
    }

    private static async Task<(string Schema, string Model)> TagOfAsync(ClusterProcess cluster)
    {
        var track = await cluster.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks/{Uri.EscapeDataString("sad/artist 3/song 3")}", Cancel);
        var emotion = track.GetProperty("emotion");
        return (emotion.GetProperty("schema").GetString()!, emotion.GetProperty("modelVersion").GetString()!);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await ClusterProcess.RunAsync(Cancel, arguments);
        Assert.True(code == 0, $"'{arguments[0]}' ended with exit code {code}\n{output}\n{error}");
        return output;
    }
}
