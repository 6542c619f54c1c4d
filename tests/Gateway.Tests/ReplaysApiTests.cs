using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class ReplaysApiTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();
    private readonly FakeReplayGrain grain = new("lr-2");

    public ReplaysApiTests() => gateway.Grains.Add<IReplayGrain>("lr-2", grain);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Start_WithAKey_IsAcceptedAndTheSameKeyMakesTheSameId()
    {
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/models/lr-2/replay") { Content = JsonContent.Create(new { sample = 500, leastFall = 0.05, greatestFall = 0.2 }) };
            request.Headers.Add("Idempotency-Key", "tuesday");
            var response = await gateway.Client.SendAsync(request, Cancel);
            Assert.Equal((HttpStatusCode.Accepted, "/v1/models/lr-2/replay"), (response.StatusCode, response.Headers.Location?.ToString()));
            var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            Assert.Equal(("queued", "lr-1", 500), (json.GetProperty("state").GetString(), json.GetProperty("champion").GetString(), json.GetProperty("sample").GetInt32()));
        }

        Assert.Single(grain.Started.Distinct());
        Assert.Equal(new ReplaySpec(500, 0.05, 0.2), grain.Started[0].Spec);
    }

    [Fact]
    public async Task Start_WithoutABody_TakesASampleOfTheUsualSize()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client.PostAsync("/v1/models/lr-2/replay", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client.PostAsJsonAsync("/v1/models/lr-2/replay", new { whole = true }, Cancel)).StatusCode);
        Assert.Equal([new ReplaySpec(10_000), new ReplaySpec(null)], grain.Started.Select(started => started.Spec));
    }

    [Theory]
    [InlineData("""{"sample":0}""", "sample")]
    [InlineData("""{"sample":100001}""", "sample")]
    [InlineData("""{"sample":5,"whole":true}""", "sample")]
    [InlineData("""{"leastFall":1}""", "leastFall")]
    [InlineData("""{"leastFall":0.2}""", "greatestFall")]
    public async Task Start_ThatMakesNoSense_NamesTheField(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var response = await gateway.Client.PostAsync("/v1/models/lr-2/replay", content, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
        Assert.Empty(grain.Started);
    }

    [Theory]
    [InlineData(CommandStatus.NotFound, HttpStatusCode.NotFound)]
    [InlineData(CommandStatus.Refused, HttpStatusCode.Conflict)]
    public async Task Commands_ThatAreRefused_SayWhy(CommandStatus status, HttpStatusCode expected)
    {
        grain.Answer = new ReplayOutcome(status, null, "Because.");
        foreach (var response in (HttpResponseMessage[])[await gateway.Client.PostAsync("/v1/models/lr-2/replay", null, Cancel), await gateway.Client.DeleteAsync("/v1/models/lr-2/replay", Cancel)])
        {
            Assert.Equal(expected, response.StatusCode);
            Assert.Equal("Because.", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task Get_OfAReplay_ShowsItsProgressAndChangesItsETagWithIt()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/v1/models/lr-2/replay", Cancel)).StatusCode);
        gateway.Replays.Stored = new StoredReplay(FakeReplayGrain.Of("lr-2", "r1", ReplayState.Running, new ReplaySpec(40)), null);
        var response = await gateway.Client.GetAsync("/v1/models/lr-2/replay", Cancel);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(("running", 12, 40), (json.GetProperty("state").GetString(), json.GetProperty("progress").GetProperty("tracks").GetInt32(), json.GetProperty("progress").GetProperty("ofTracks").GetInt32()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (json.GetProperty("result").ValueKind, json.GetProperty("comparison").ValueKind));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/v1/models/lr-2/replay") { Headers = { { "If-None-Match", response.Headers.ETag!.ToString() } } };
        Assert.Equal(HttpStatusCode.NotModified, (await gateway.Client.SendAsync(again, Cancel)).StatusCode);

        // Labelled clips are shown as a comparison of shadows shows them.
        gateway.Replays.Stored = gateway.Replays.Stored with { Comparison = FakeComparisonGrain.View };
        var compared = (await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/lr-2/replay", Cancel)).GetProperty("comparison");
        Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(ComparisonJson.From(FakeComparisonGrain.View), JsonSerializerOptions.Web), compared));
        gateway.Replays.Stored = gateway.Replays.Stored with { Replay = gateway.Replays.Stored.Replay with { State = ReplayState.Cancelled } };
        Assert.NotEqual(response.Headers.ETag, (await gateway.Client.GetAsync("/v1/models/lr-2/replay", Cancel)).Headers.ETag);
        Assert.Equal("cancelled", (await (await gateway.Client.DeleteAsync("/v1/models/lr-2/replay", Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("state").GetString());
    }
}
