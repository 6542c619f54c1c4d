using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Explanations;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class ExplanationsApiTests : IAsyncDisposable
{
    private const string Path = "/v1/clips/ar%C5%9Fiv%2Fa%231/explanation";
    private readonly GatewayFixture gateway = new();
    private readonly FakeExplanationGrain grain = new();

    public ExplanationsApiTests() => gateway.Grains.Add<IExplanationGrain>("arşiv/a#1", grain);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Explain_Clip_SaysWhatWhyAndAgainstWhat()
    {
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>(Path, Cancel);
        Assert.Equal(new ExplainRequest(ExplanationMethod.Shap, 20), Assert.Single(grain.Requests));
        Assert.Equal(("arşiv/a#1", "sad"), (json.GetProperty("clip").GetProperty("clipId").GetString(), json.GetProperty("clip").GetProperty("prediction").GetProperty("label").GetString()));
        var why = json.GetProperty("explanation");
        Assert.Equal(("shap", "groupShapley", true, false, "lr-1", "sad", "relaxed"), (
            why.GetProperty("method").GetString(), why.GetProperty("algorithm").GetString(), why.GetProperty("exact").GetProperty("groups").GetBoolean(),
            why.GetProperty("exact").GetProperty("features").GetBoolean(), why.GetProperty("modelVersion").GetString(), why.GetProperty("top").GetString(), why.GetProperty("runnerUp").GetString()));
        var feature = why.GetProperty("features")[0];
        Assert.Equal(("centroid_mean", "timbre", 1200d, "Hz", "measured", 12.5, 1.75, 0.125, -0.1), (
            feature.GetProperty("name").GetString(), feature.GetProperty("group").GetString(), feature.GetProperty("value").GetDouble(), feature.GetProperty("unit").GetString(),
            feature.GetProperty("state").GetString(), feature.GetProperty("percentile").GetDouble(), feature.GetProperty("contribution").GetDouble(),
            feature.GetProperty("standardError").GetDouble(), feature.GetProperty("byClass").GetProperty("relaxed").GetDouble()));
        Assert.Equal(("trainingQuantiles", 32), (why.GetProperty("background").GetProperty("kind").GetString(), why.GetProperty("background").GetProperty("rows").GetInt32()));
        Assert.Equal(("logOdds", "nat"), (why.GetProperty("difference").GetProperty("quantity").GetString(), why.GetProperty("difference").GetProperty("unit").GetString()));
        Assert.Equal(("relaxed", "classProbability", "1"), (
            why.GetProperty("classes")[1].GetProperty("emotion").GetString(), why.GetProperty("classes")[1].GetProperty("quantity").GetString(), why.GetProperty("classes")[1].GetProperty("unit").GetString()));
    }

    [Fact]
    public async Task Explain_Sums_AddUpInTheAnswer()
    {
        var why = (await gateway.Client.GetFromJsonAsync<JsonElement>(Path, Cancel)).GetProperty("explanation");
        var (difference, other) = (why.GetProperty("difference"), why.GetProperty("otherFeatures"));
        var output = difference.GetProperty("output").GetDouble() - difference.GetProperty("base").GetDouble() - difference.GetProperty("residual").GetDouble();
        Assert.Equal(output, why.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("contribution").GetDouble()), 1e-9);
        Assert.Equal(output, why.GetProperty("features").EnumerateArray().Sum(feature => feature.GetProperty("contribution").GetDouble()) + other.GetProperty("contribution").GetDouble(), 1e-9);
        Assert.Equal(3, other.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Explain_ByLime_SaysHowGoodTheFitIs()
    {
        var why = (await gateway.Client.GetFromJsonAsync<JsonElement>(Path + "?method=LIME&limit=0", Cancel)).GetProperty("explanation");
        Assert.Equal(new ExplainRequest(ExplanationMethod.Lime, 0), Assert.Single(grain.Requests));
        Assert.Equal((false, false, 0.75), (
            why.GetProperty("exact").GetProperty("groups").GetBoolean(), why.GetProperty("exact").GetProperty("features").GetBoolean(), why.GetProperty("fit").GetProperty("fidelity").GetDouble()));
    }

    [Theory]
    [InlineData("?method=magic", "method", "shap, lime")]
    [InlineData("?limit=-1", "limit", "0 to 512")]
    [InlineData("?limit=513", "limit", "0 to 512")]
    public async Task Explain_BadQuery_NamesTheFieldAndWhatFits(string query, string field, string expected)
    {
        var response = await gateway.Client.GetAsync(Path + query, Cancel);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, field), (response.StatusCode, json.GetProperty("field").GetString()));
        Assert.Contains(expected, json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(grain.Requests);
    }

    [Fact]
    public async Task Explain_NoClipId_SaysHowOneLooks()
    {
        var response = await gateway.Client.GetAsync("/v1/clips/nohash/explanation", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("clipId", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
    }

    [Theory]
    [InlineData(ExplainStatus.NotFound, HttpStatusCode.NotFound, "not-found", false)]
    [InlineData(ExplainStatus.NotPredicted, HttpStatusCode.Conflict, "not-predicted", false)]
    [InlineData(ExplainStatus.FeaturesNotCached, HttpStatusCode.Conflict, "features-not-cached", false)]
    [InlineData(ExplainStatus.ModelNotLoadable, HttpStatusCode.Conflict, "model-not-loadable", false)]
    [InlineData(ExplainStatus.MethodNotPossible, HttpStatusCode.UnprocessableEntity, "method-not-possible", false)]
    [InlineData(ExplainStatus.Busy, HttpStatusCode.ServiceUnavailable, "busy", true)]
    [InlineData(ExplainStatus.TimedOut, HttpStatusCode.ServiceUnavailable, "timed-out", true)]
    public async Task Explain_Failed_IsAProblemWithItsReason(ExplainStatus status, HttpStatusCode expected, string type, bool again)
    {
        grain.Outcome = ExplainOutcome.Failed(status, "For this reason.");
        var response = await gateway.Client.GetAsync(Path, Cancel);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((expected, "urn:cluster:problem:" + type, "For this reason."), (response.StatusCode, json.GetProperty("type").GetString(), json.GetProperty("detail").GetString()));
        Assert.Equal(again, response.Headers.RetryAfter is not null);
    }
}
