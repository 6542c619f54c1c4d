using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>What applications and operators ask of the real process.</summary>
public sealed class ServingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task NewFolder_FromTheFirstStart_PredictsTagsAndIsWatched()
    {
        Sounds.Write(folder.Combine("clip.wav"), 45, 3);
        await using var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);
        var audio = await File.ReadAllBytesAsync(folder.Combine("clip.wav"), Cancel);

        using var body = new ByteArrayContent(audio);
        var prediction = await (await cluster.Client.PostAsync("/v1/predictions", body, Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((2, 45d), (prediction.GetProperty("clips").GetInt32(), prediction.GetProperty("durationS").GetDouble()));
        Assert.Equal(1, prediction.GetProperty("probabilities").EnumerateObject().Sum(property => property.Value.GetDouble()), 6);
        using var part = new ByteArrayContent(audio);
        var stretch = await (await cluster.Client.PostAsync("/v1/predictions?start=5&duration=20", part, Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((1, 20d, 5d), (stretch.GetProperty("clips").GetInt32(), stretch.GetProperty("durationS").GetDouble(), stretch.GetProperty("timeline")[0].GetProperty("startS").GetDouble()));
        using var beyond = new ByteArrayContent(audio);
        Assert.Equal(HttpStatusCode.BadRequest, (await cluster.Client.PostAsync("/v1/predictions?start=500", beyond, Cancel)).StatusCode);
        using var words = new StringContent("words");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await cluster.Client.PostAsync("/v1/predictions", words, Cancel)).StatusCode);

        var id = Uri.EscapeDataString("arşiv/Gönül Dağı");
        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Client.GetAsync($"/v1/tracks/{id}", Cancel)).StatusCode);
        using var upload = new ByteArrayContent(audio);
        var uploaded = await (await cluster.Client.PutAsync($"/v1/tracks/{id}/audio", upload, Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(prediction.GetProperty("label").GetString(), uploaded.GetProperty("emotion").GetProperty("label").GetString());
        await cluster.Client.PutAsJsonAsync($"/v1/tracks/{id}", new { artist = "Neşet Ertaş" }, Cancel);
        var track = await cluster.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks/{id}", Cancel);
        Assert.Equal(("Neşet Ertaş", 2), (track.GetProperty("artist").GetString(), track.GetProperty("timeline").GetArrayLength()));
        var clip = await cluster.Client.GetFromJsonAsync<JsonElement>($"/v1/clips/{id}%231", Cancel);
        Assert.Equal(15, clip.GetProperty("startS").GetDouble());
        var found = await cluster.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks?artist={Uri.EscapeDataString("Neşet Ertaş")}", Cancel);
        Assert.Equal("arşiv/Gönül Dağı", found.GetProperty("tracks")[0].GetProperty("trackId").GetString());

        Assert.Contains("healthy", await cluster.Client.GetStringAsync("/health/ready", Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await cluster.Client.GetAsync("/ops/orleans/", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await cluster.Client.GetAsync("/openapi/v1.json", Cancel)).StatusCode);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await cluster.Client.SendAsync(foreign, Cancel)).StatusCode);
    }

    [Fact]
    public async Task SecondCluster_OnTheSameFolder_IsRefusedWithTheReason()
    {
        await using var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);
        var (code, _, error) = await ClusterProcess.RunAsync(Cancel, "up", "--data", folder.Combine("data"), "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains("in use", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadUsage_OfAnyCommand_IsExitCodeTwo()
    {
        Assert.Equal(2, (await ClusterProcess.RunAsync(Cancel, "up", "--urls", "nonsense", "--data", folder.Combine("data"))).ExitCode);
        Assert.Equal(2, (await ClusterProcess.RunAsync(Cancel, "demo", "--tracks", "1")).ExitCode);
        Assert.Equal(2, (await ClusterProcess.RunAsync(Cancel, "fly")).ExitCode);
    }
}
