using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Explanations;
using Cluster.Abstractions.Predictions;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class PredictionsApiTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new(options => options.MaxPredictionBytes = 1000);
    private readonly FakePredictorGrain predictor = new();

    public PredictionsApiTests() => gateway.Grains.Add<IPredictorGrain>("0", predictor);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Predict_RawBody_AnswersAndLeavesNothingBehind()
    {
        using var body = new ByteArrayContent([1, 2, 3]);
        var response = await gateway.Client.PostAsync("/v1/predictions?start=10&duration=20.5", body, Cancel);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(("sad", 45d, 2), (json.GetProperty("label").GetString(), json.GetProperty("durationS").GetDouble(), json.GetProperty("timeline").GetArrayLength()));
        var (request, bytes) = Assert.Single(predictor.Requests);
        Assert.Equal((10d, 20.5), (request.StartS, request.DurationS!.Value));
        Assert.Equal([1, 2, 3], bytes);
        Assert.Empty(gateway.Uploads);
    }

    [Fact]
    public async Task Predict_Form_TakesItsFirstFile()
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("ignored"), "note");
        form.Add(new ByteArrayContent([7, 8, 9]) { Headers = { ContentType = new MediaTypeHeaderValue("audio/mpeg") } }, "file", "türkü.mp3");
        var response = await gateway.Client.PostAsync("/v1/predictions", form, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([7, 8, 9], Assert.Single(predictor.Requests).Body);
    }

    [Fact]
    public async Task Predict_Explained_SaysWhyOfTheClipsThatCount()
    {
        using var body = new ByteArrayContent([1]);
        var response = await gateway.Client.PostAsync("/v1/predictions?explain=true&method=lime&limit=3", body, Cancel);
        var explanations = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("explanations");
        Assert.Equal((1, "busy"), (explanations.GetProperty("leftOut").GetInt32(), explanations.GetProperty("reason").GetString()));
        var clip = explanations.GetProperty("clips")[0];
        Assert.Equal((1, 15d, 30d, "sad"), (
            clip.GetProperty("index").GetInt32(), clip.GetProperty("startS").GetDouble(), clip.GetProperty("durS").GetDouble(), clip.GetProperty("explanation").GetProperty("top").GetString()));
        Assert.Equal(new ExplainRequest(ExplanationMethod.Lime, 3), Assert.Single(predictor.Requests).Request.Explain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?explain=false&method=lime")]
    public async Task Predict_NotExplained_AsksForNone(string query)
    {
        using var body = new ByteArrayContent([1]);
        var response = await gateway.Client.PostAsync("/v1/predictions" + query, body, Cancel);
        Assert.Equal(JsonValueKind.Null, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("explanations").ValueKind);
        Assert.Null(Assert.Single(predictor.Requests).Request.Explain);
    }

    [Theory]
    [InlineData("explain=true&method=magic", "method")]
    [InlineData("explain=true&limit=513", "limit")]
    [InlineData("start=-1", "start")]
    [InlineData("start=NaN", "start")]
    [InlineData("duration=0", "duration")]
    [InlineData("duration=Infinity", "duration")]
    public async Task Predict_BadStretch_NamesTheField(string query, string field)
    {
        using var body = new ByteArrayContent([1]);
        var response = await gateway.Client.PostAsync("/v1/predictions?" + query, body, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Predict_EmptyBody_IsRefused()
    {
        using var body = new ByteArrayContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.PostAsync("/v1/predictions", body, Cancel)).StatusCode);
        Assert.Empty(predictor.Requests);
    }

    [Fact]
    public async Task Predict_TooMuch_IsRefusedAlsoWhenTheLengthIsNotSaid()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new ByteArrayContent(new byte[1001 + GatewayOptions.Overhead])));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new ByteArrayContent(new byte[1001])));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new StreamContent(new UnknownLength(5000))));
        Assert.Empty(gateway.Uploads);
    }

    [Theory]
    [InlineData(FailureKind.UnsupportedAudio, HttpStatusCode.UnsupportedMediaType)]
    [InlineData(FailureKind.EmptyAudio, HttpStatusCode.UnprocessableEntity)]
    [InlineData(FailureKind.DecoderFault, HttpStatusCode.UnprocessableEntity)]
    [InlineData(FailureKind.NoModel, HttpStatusCode.ServiceUnavailable)]
    [InlineData(FailureKind.Busy, HttpStatusCode.ServiceUnavailable)]
    [InlineData(FailureKind.BadRequest, HttpStatusCode.BadRequest)]
    public async Task Predict_Failure_IsAProblemWithItsReason(FailureKind kind, HttpStatusCode expected)
    {
        predictor.Failure = new AnalysisFailure(kind, "Because.");
        using var body = new ByteArrayContent([1]);
        var response = await gateway.Client.PostAsync("/v1/predictions", body, Cancel);
        Assert.Equal((expected, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("Because.", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString());
        Assert.Empty(gateway.Uploads);
    }

    // A server may hang up on a body that it refuses, so each of these has a connection of its own.
    private async Task<HttpStatusCode> PostAsync(HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/predictions") { Content = content, Headers = { ConnectionClose = true } };
        using var response = await gateway.Client.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private sealed class UnknownLength(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
