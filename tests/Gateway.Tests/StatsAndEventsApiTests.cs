using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Events;
using Cluster.Catalog.Stats;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class StatsAndEventsApiTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();
    private readonly FakeEventsGrain events = new();

    public StatsAndEventsApiTests() => gateway.Grains.Add<IEventsGrain>("0", events);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Stats_OfGroups_AreCountsAndShares()
    {
        gateway.Stats.Groups.Add(new EmotionStats { Key = "türkü", Tracks = 5, Predicted = 4, Clips = 12, Emotions = [1, 3, 0, 0], Decisions = [2, 1, 1], MeanConfidence = 0.7 });
        gateway.Stats.Groups.Add(new EmotionStats { Key = null, Tracks = 1, Predicted = 0, Clips = 0, Emotions = [0, 0, 0, 0], Decisions = [0, 0, 0], MeanConfidence = null });
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/stats/emotions?by=genre", Cancel);
        Assert.Equal(("genre", "next"), (json.GetProperty("by").GetString(), json.GetProperty("nextCursor").GetString()));
        var group = json.GetProperty("groups")[0];
        Assert.Equal(("türkü", 5, 4, 12, 0.7), (
            group.GetProperty("key").GetString(), group.GetProperty("tracks").GetInt32(), group.GetProperty("predicted").GetInt32(), group.GetProperty("clips").GetInt32(), group.GetProperty("meanConfidence").GetDouble()));
        Assert.Equal((3, 0.75), (group.GetProperty("emotions").GetProperty("sad").GetProperty("count").GetInt32(), group.GetProperty("emotions").GetProperty("sad").GetProperty("share").GetDouble()));
        Assert.Equal((1, 0.25), (group.GetProperty("decisions").GetProperty("topTwo").GetProperty("count").GetInt32(), group.GetProperty("decisions").GetProperty("topTwo").GetProperty("share").GetDouble()));
        Assert.Equal(0, json.GetProperty("groups")[1].GetProperty("emotions").GetProperty("happy").GetProperty("share").GetDouble());
    }

    [Fact]
    public async Task Stats_Query_HasTheFiltersOfTheSearch()
    {
        await gateway.Client.GetAsync("/v1/stats/emotions?by=Session&emotion=H%C3%BCz%C3%BCnl%C3%BC&decision=review&minConfidence=0.5&artist=a&album=b&genre=c&year=1974&cursor=x&limit=7", Cancel);
        Assert.Equal(
            new EmotionStatsQuery
            {
                By = StatsGroup.Session,
                Emotion = EmotionLabel.Sad,
                Decision = TagDecision.Review,
                MinConfidence = 0.5,
                Artist = "a",
                Album = "b",
                Genre = "c",
                Year = 1974,
                Cursor = "x",
                Limit = 7,
            },
            gateway.Stats.Query);
    }

    [Theory]
    [InlineData("", "by")]
    [InlineData("by=mood", "by")]
    [InlineData("by=genre&emotion=gloomy", "emotion")]
    [InlineData("by=genre&decision=maybe", "decision")]
    [InlineData("by=genre&minConfidence=2", "minConfidence")]
    [InlineData("by=genre&limit=501", "limit")]
    [InlineData("by=genre&limit=0", "limit")]
    [InlineData("by=genre&cursor=bad", "cursor")]
    public async Task Stats_BadQuery_NamesTheField(string query, string field)
    {
        var response = await gateway.Client.GetAsync("/v1/stats/emotions?" + query, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Events_MixedBatch_NamesTheRefusedByTheirPlaces()
    {
        var json = await PostAsync(
            """
            {"events":[
              {"id":"1","kind":"play","trackId":"arşiv/a","at":"2026-01-01T10:00:00+03:00","unit":"u","session":"s","positionS":12.5,"durationS":200,"experiment":"e","arm":"a"},
              {"id":"2","kind":"dance","trackId":"a","at":"2026-01-01T10:00:00Z"},
              {"id":"3","kind":"play","trackId":"a","at":"2026-01-01T10:00:00Z","positionS":"far"},
              null,
              {"id":"bad","kind":"like","trackId":"none","at":"2026-01-01T10:00:00Z"},
              {"id":"known","kind":"rating","trackId":"a","at":"2026-01-01T10:00:00Z","rating":4.5},
              {"kind":"play","trackId":"a","at":"2026-01-01T10:00:00Z"},
              {"id":"8","kind":"skip","trackId":"a"},
              7
            ]}
            """);
        Assert.Equal((1, 1), (json.GetProperty("accepted").GetInt32(), json.GetProperty("known").GetInt32()));
        Assert.Equal(
            [(1, "kind"), (2, "positionS"), (3, null), (4, "trackId"), (6, "id"), (7, "at"), (8, null)],
            json.GetProperty("refused").EnumerateArray().Select(refused => (refused.GetProperty("index").GetInt32(), refused.GetProperty("field").GetString())));
        Assert.Equal(
            new ListeningEvent
            {
                Id = "1",
                Kind = ListeningEventKind.Play,
                TrackId = "arşiv/a",
                Unit = "u",
                Session = "s",
                At = new DateTimeOffset(2026, 1, 1, 7, 0, 0, TimeSpan.Zero),
                PositionS = 12.5,
                DurationS = 200,
                Experiment = "e",
                Arm = "a",
            },
            Assert.Single(events.Batches)[0]);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"events":[]}""")]
    [InlineData("""{"events":{}}""")]
    public async Task Events_NoBatch_IsRefused(string body)
    {
        await PostAsync(body, HttpStatusCode.BadRequest);
        Assert.Empty(events.Batches);
    }

    [Fact]
    public async Task Events_TooMany_AreRefusedAndTheMostAreTaken()
    {
        string Batch(int count) => $$"""{"events":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":"{{i}}","kind":"play","trackId":"a","at":"2026-01-01T10:00:00Z"}"""))}}]}""";
        await PostAsync(Batch(1001), HttpStatusCode.BadRequest);
        Assert.Empty(events.Batches);
        Assert.Equal(1000, (await PostAsync(Batch(1000))).GetProperty("accepted").GetInt32());
    }

    private async Task<JsonElement> PostAsync(string body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await gateway.Client.PostAsync("/v1/events", content, Cancel);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }
}
