using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Shadows;
using Cluster.Catalog.Shadows;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class ShadowsApiTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();
    private readonly FakeModelGrain models = new();
    private readonly FakeComparisonGrain comparisons = new();

    public ShadowsApiTests()
    {
        gateway.Grains.Add<IModelGrain>(IModelGrain.Family, models);
        gateway.Grains.Add<IModelComparisonGrain>("0", comparisons);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Compare_WithEverything_PassesItOnAndAnswersWithAllFigures()
    {
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/compare?candidate=lr-2&champion=lr-1&sure=0.8&difference=0.05&disagreements=7", Cancel);
        Assert.Equal(new ComparisonRequest { Candidate = "lr-2", Champion = "lr-1", Sure = 0.8, SmallestDifference = 0.05, Disagreements = 7 }, Assert.Single(comparisons.Requests));
        Assert.Equal(("candidateBetter", 100, true), (json.GetProperty("verdict").GetString(), json.GetProperty("clips").GetInt64(), json.GetProperty("sampled").GetBoolean()));
        Assert.Equal(10, json.GetProperty("agreement").GetProperty("counts")[0][1].GetInt64());
        Assert.Equal("sad", json.GetProperty("agreement").GetProperty("emotions")[1].GetString());
        var clip = json.GetProperty("disagreements").GetProperty("items")[0];
        Assert.Equal(("çalgı#1#3", "happy", "sad"), (clip.GetProperty("clipId").GetString(), clip.GetProperty("champion").GetString(), clip.GetProperty("candidate").GetString()));
        var labelled = json.GetProperty("labelled");
        Assert.Equal(0.1, labelled.GetProperty("accuracy").GetProperty("difference").GetDouble(), 9);
        Assert.Equal(JsonValueKind.Null, labelled.GetProperty("macroF1").GetProperty("low").ValueKind);
        Assert.Equal(("sad", "uşşak"), (labelled.GetProperty("classes")[0].GetProperty("emotion").GetString(), labelled.GetProperty("slices")[0].GetProperty("name").GetString()));
        Assert.Equal((470, 50), (json.GetProperty("labels").GetProperty("still").GetInt64(), json.GetProperty("traffic").GetProperty("requests").GetInt64()));
    }

    [Fact]
    public async Task Compare_WithTheCandidateAlone_LeavesTheRestToTheDefaults()
    {
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync("/v1/models/compare?candidate=lr-2", Cancel)).StatusCode);
        Assert.Equal(new ComparisonRequest { Candidate = "lr-2" }, Assert.Single(comparisons.Requests));
    }

    [Theory]
    [InlineData("", "candidate")]
    [InlineData("?candidate=%20", "candidate")]
    [InlineData("?candidate=lr-2&sure=1.1", "sure")]
    [InlineData("?candidate=lr-2&sure=NaN", "sure")]
    [InlineData("?candidate=lr-2&difference=0", "difference")]
    [InlineData("?candidate=lr-2&disagreements=1001", "disagreements")]
    public async Task Compare_OfWhatMakesNoSense_NamesTheField(string query, string field)
    {
        var response = await gateway.Client.GetAsync("/v1/models/compare" + query, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
        Assert.Empty(comparisons.Requests);
    }

    [Theory]
    [InlineData(ComparisonStatus.UnknownVersion, HttpStatusCode.NotFound, "unknown-version")]
    [InlineData(ComparisonStatus.NothingInCommon, HttpStatusCode.Conflict, "nothing-in-common")]
    [InlineData(ComparisonStatus.NoChampion, HttpStatusCode.Conflict, "conflict")]
    [InlineData(ComparisonStatus.SameVersion, HttpStatusCode.BadRequest, "bad-request")]
    [InlineData(ComparisonStatus.BadRequest, HttpStatusCode.BadRequest, "bad-request")]
    public async Task Compare_ThatCannotBeMade_SaysWhy(ComparisonStatus status, HttpStatusCode expected, string type)
    {
        comparisons.Answer = new ComparisonAnswer(status, null, "Because.");
        var response = await gateway.Client.GetAsync("/v1/models/compare?candidate=lr-2", Cancel);
        Assert.Equal(expected, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(("Because.", "urn:cluster:problem:" + type), (problem.GetProperty("detail").GetString(), problem.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Shadows_OfSeveralSilosAndRuns_AreSummedAndShownByTheirWorst()
    {
        models.Registry = models.Registry with { Shadows = ["lr-2", "lr-3"] };
        var now = TimeProvider.System.GetUtcNow();
        var one = new ScoringStatistics { ModelVersion = "lr-2", AnsweredBy = "lr-1", RunId = "a", Silo = "s1", Requests = 10, Failed = 5, Predictions = 40, StartedAt = Samples.Time, UpdatedAt = now };
        gateway.Shadows.Statistics.AddRange(
        [
            one with { State = ShadowState.Resting, Problem = "It fails." },
            one with { RunId = "b", Silo = "s2", Failed = 0 },
            one with { RunId = "c", Silo = "s0", State = ShadowState.Hung, Problem = "Of an earlier run.", UpdatedAt = now.AddHours(-1) },
            one with { AnsweredBy = "lr-2", Requests = 1_000_000 },
        ]);
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/shadows", Cancel);
        Assert.Equal((false, "lr-1"), (json.GetProperty("stopped").GetBoolean(), json.GetProperty("champion").GetString()));
        var first = json.GetProperty("shadows")[0];
        Assert.Equal(("lr-2", "resting"), (first.GetProperty("version").GetString(), first.GetProperty("state").GetString()));
        Assert.Equal((30, 10, 120), (first.GetProperty("traffic").GetProperty("requests").GetInt64(), first.GetProperty("traffic").GetProperty("failed").GetInt64(), first.GetProperty("traffic").GetProperty("predictions").GetInt64()));
        Assert.Equal(["s1", "s2"], first.GetProperty("silos").EnumerateArray().Select(silo => silo.GetProperty("silo").GetString()));
        Assert.Equal("It fails.", first.GetProperty("silos")[0].GetProperty("problem").GetString());
        var second = json.GetProperty("shadows")[1];
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (second.GetProperty("state").ValueKind, second.GetProperty("traffic").ValueKind));
    }

    [Fact]
    public async Task Shadows_StoppedAndStarted_PassOnWhoAndWhyAndShowInTheRegistry()
    {
        using var stop = new HttpRequestMessage(HttpMethod.Post, "/v1/models/shadows/stop") { Content = JsonContent.Create(new { reason = "the disk is slow" }) };
        stop.Headers.Add("X-Actor", "Ay%C5%9Fe");
        stop.Headers.Add("If-Match", "\"1\"");
        var response = await gateway.Client.SendAsync(stop, Cancel);
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (response.StatusCode, response.Headers.ETag?.ToString()));
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("shadowsStopped").GetBoolean());
        Assert.True((await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/shadows", Cancel)).GetProperty("stopped").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.PostAsync("/v1/models/shadows/start", null, Cancel)).StatusCode);
        Assert.False((await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models", Cancel)).GetProperty("shadowsStopped").GetBoolean());
        Assert.Equal(["stop-shadows", "start-shadows"], models.Changes.Select(change => change.Call));
        Assert.Equal(new ModelChange { Actor = "Ayşe", Reason = "the disk is slow", ExpectedRevision = 1 }, models.Changes[0].Change);
    }
}
