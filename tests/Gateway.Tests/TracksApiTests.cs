using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class TracksApiTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task GetTrack_Tagged_HasTheShapeThatScriptsRelyOn()
    {
        gateway.Grains.Add<ITrackGrain>("a", new FakeTrackGrain("a") { Track = Samples.Track("a") });
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/tracks/a", Cancel);
        Assert.Equal("a", json.GetProperty("trackId").GetString());
        Assert.Equal(("Gönül Dağı", "Neşet Ertaş", 1979, 45d), (
            json.GetProperty("title").GetString(), json.GetProperty("artist").GetString(), json.GetProperty("year").GetInt32(), json.GetProperty("durationS").GetDouble()));
        var emotion = json.GetProperty("emotion");
        Assert.Equal(("sad", 0.8, "tagged", "lr-1", "librosa-v1-0", "majority", 2), (
            emotion.GetProperty("label").GetString(), emotion.GetProperty("confidence").GetDouble(), emotion.GetProperty("decision").GetString(),
            emotion.GetProperty("modelVersion").GetString(), emotion.GetProperty("schema").GetString(), emotion.GetProperty("method").GetString(), emotion.GetProperty("clips").GetInt32()));
        Assert.Equal(["happy", "sad", "angry", "relaxed"], emotion.GetProperty("probabilities").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["sad", "relaxed"], emotion.GetProperty("topTwo").EnumerateArray().Select(name => name.GetString()));
        var window = json.GetProperty("timeline")[1];
        Assert.Equal((15d, 30d, "sad"), (window.GetProperty("startS").GetDouble(), window.GetProperty("durS").GetDouble(), window.GetProperty("label").GetString()));
    }

    [Theory]
    [InlineData("arşiv/Neşet Ertaş/Gönül Dağı")]
    [InlineData("a%2Fb")]
    [InlineData("100 % sure? #1 + more")]
    public async Task GetTrack_AnyId_MeetsTheGrainOfExactlyThatId(string id)
    {
        gateway.Grains.Add<ITrackGrain>(id, new FakeTrackGrain(id) { Track = Samples.Track(id) });
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks/{Uri.EscapeDataString(id)}", Cancel);
        Assert.Equal(id, json.GetProperty("trackId").GetString());
        var clips = await gateway.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks/{Uri.EscapeDataString(id)}/clips", Cancel);
        Assert.Equal(id + "#1", clips.GetProperty("clips")[1].GetProperty("clipId").GetString());
    }

    [Fact]
    public async Task GetTrack_Unknown_IsAProblemThatNamesIt()
    {
        var response = await gateway.Client.GetAsync("/v1/tracks/none", Cancel);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Contains("'none'", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetTrack_KnownVersion_IsNotModified()
    {
        gateway.Grains.Add<ITrackGrain>("a", new FakeTrackGrain("a") { Track = Samples.Track("a") });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tracks/a");
        request.Headers.TryAddWithoutValidation("If-None-Match", "\"3\"");
        Assert.Equal(HttpStatusCode.NotModified, (await gateway.Client.SendAsync(request, Cancel)).StatusCode);
    }

    [Fact]
    public async Task GetTrack_WhoseGrainTimesOut_SaysThatTheOutcomeIsUnknown()
    {
        gateway.Grains.Add<ITrackGrain>("a", new FakeTrackGrain("a") { Throws = () => new TimeoutException() });
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await gateway.Client.GetAsync("/v1/tracks/a", Cancel)).StatusCode);
    }

    [Fact]
    public async Task PutTrack_Metadata_AreStoredAndChecked()
    {
        var grain = new FakeTrackGrain("a");
        gateway.Grains.Add<ITrackGrain>("a", grain);
        var response = await gateway.Client.PutAsJsonAsync("/v1/tracks/a", new { title = "Kara Toprak", year = 1973 }, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new TrackMetadata { Title = "Kara Toprak", Year = 1973 }, grain.Track!.Metadata);
        var bad = await gateway.Client.PutAsJsonAsync("/v1/tracks/a", new { year = 123456 }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal("year", (await bad.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task PutAudio_Twice_KeepsTheBytesOnceUnderTheirHash()
    {
        var grain = new FakeTrackGrain("a");
        gateway.Grains.Add<ITrackGrain>("a", grain);
        for (var i = 0; i < 2; i++)
        {
            using var body = new ByteArrayContent([1, 2, 3]);
            Assert.Equal(HttpStatusCode.OK, (await gateway.Client.PutAsync("/v1/tracks/a/audio", body, Cancel)).StatusCode);
        }

        var kept = Assert.Single(gateway.Uploads);
        Assert.EndsWith("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", kept, StringComparison.Ordinal);
        Assert.Equal(2, grain.Requests.Count);
        Assert.All(grain.Requests, request => Assert.EndsWith(kept, request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PutAudio_ThatIsNoAudio_IsRefusedWithTheReason()
    {
        gateway.Grains.Add<ITrackGrain>("a", new FakeTrackGrain("a") { Outcome = new TagOutcome(null, false, new AnalysisFailure(FailureKind.UnsupportedAudio, "It is text.")) });
        using var body = new StringContent("text");
        var response = await gateway.Client.PutAsync("/v1/tracks/a/audio", body, Cancel);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("It is text.", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task BatchGet_SomeKnown_ListsTheOthersAsMissing()
    {
        gateway.Catalog.Tracks["b"] = Samples.Track("b");
        var response = await gateway.Client.PostAsJsonAsync("/v1/tracks/batch-get", new { ids = (string[])["a", "b", "b"] }, Cancel);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(["b"], json.GetProperty("tracks").EnumerateArray().Select(track => track.GetProperty("trackId").GetString()));
        Assert.Equal(["a"], json.GetProperty("missing").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    public async Task BatchGet_NoneOrTooMany_IsRefused()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.PostAsJsonAsync("/v1/tracks/batch-get", new { }, Cancel)).StatusCode);
        var many = Enumerable.Range(0, 1001).Select(i => $"t{i}");
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.PostAsJsonAsync("/v1/tracks/batch-get", new { ids = many }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.PostAsJsonAsync("/v1/tracks/batch-get", new { ids = (string[])["a", ""] }, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Search_WithEverything_AsksTheCatalogueForIt()
    {
        gateway.Catalog.Tracks["b"] = Samples.Track("b");
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>(
            "/v1/tracks?emotion=H%C3%BCz%C3%BCnl%C3%BC&decision=topTwo&minConfidence=0.5&artist=A&album=B&genre=C&year=1979&sort=-confidence&limit=7&cursor=x", Cancel);
        Assert.Equal(
            new TrackQuery
            {
                Emotion = EmotionLabel.Sad,
                Decision = TagDecision.TopTwo,
                MinConfidence = 0.5,
                Artist = "A",
                Album = "B",
                Genre = "C",
                Year = 1979,
                Sort = TrackSort.ConfidenceDescending,
                Limit = 7,
                Cursor = "x",
            },
            gateway.Catalog.Query);
        Assert.Equal("next", json.GetProperty("nextCursor").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("tracks")[0].GetProperty("timeline").ValueKind);
    }

    [Theory]
    [InlineData("emotion=joyful", "emotion")]
    [InlineData("decision=perhaps", "decision")]
    [InlineData("minConfidence=2", "minConfidence")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("sort=loudness", "sort")]
    [InlineData("cursor=bad", "cursor")]
    public async Task Search_WithABadField_NamesIt(string query, string field)
    {
        var response = await gateway.Client.GetAsync("/v1/tracks?" + query, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
    }
}
