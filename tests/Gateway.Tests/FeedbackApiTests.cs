using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Feedbacks;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class FeedbackApiTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();
    private readonly FakeFeedbackGrain grain = new();

    public FeedbackApiTests() => gateway.Grains.Add<IFeedbackGrain>("arşiv/a", grain);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Give_OnAClip_IsCreatedWithThePredictionThatItIsAbout()
    {
        var response = await GiveAsync(new { clipId = "arşiv/a#1", emotion = "Sakin", author = "Ayşe", kind = "annotator", modelVersion = "lr-1" });
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/v1/feedback/{json.GetProperty("id").GetString()}", response.Headers.Location!.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.Equal(("arşiv/a", "arşiv/a#1", 15d, 30d, "Ayşe", "annotator", "incorrect", "relaxed"), (
            json.GetProperty("trackId").GetString(), json.GetProperty("clipId").GetString(), json.GetProperty("startS").GetDouble(), json.GetProperty("durS").GetDouble(),
            json.GetProperty("author").GetString(), json.GetProperty("kind").GetString(), json.GetProperty("verdict").GetString(), json.GetProperty("emotion").GetString()));
        var predicted = json.GetProperty("predicted");
        Assert.Equal(("sad", 0.8, "lr-1"), (predicted.GetProperty("label").GetString(), predicted.GetProperty("confidence").GetDouble(), predicted.GetProperty("modelVersion").GetString()));
        var request = Assert.Single(grain.Requests);
        Assert.Equal((1, new FeedbackAuthor(AnnotatorKind.Annotator, "Ayşe"), null, EmotionLabel.Relaxed, "lr-1"), (
            request.ClipIndex, request.Author, request.Verdict, request.Emotion, request.ModelVersion));
    }

    [Fact]
    public async Task Give_OnATrack_IsByAUserUnlessTheKindIsGiven()
    {
        await GiveAsync(new { trackId = "arşiv/a", verdict = "correct", author = "bora" });
        var request = Assert.Single(grain.Requests);
        Assert.Equal((null, new FeedbackAuthor(AnnotatorKind.User, "bora"), FeedbackVerdict.Correct, null), (request.ClipIndex, request.Author, request.Verdict, request.Emotion));
    }

    [Fact]
    public async Task Give_WithAKey_HasOneIdForEachAuthor()
    {
        foreach (var (author, kind, key) in ((string, string, string?)[])[("a", "user", "k"), ("a", "user", "k"), ("b", "user", "k"), ("a", "annotator", "k"), ("a", "user", "l"), ("a", "user", null), ("a", "user", null)])
        {
            await GiveAsync(new { trackId = "arşiv/a", verdict = "correct", author, kind }, key);
        }

        var ids = grain.Requests.ConvertAll(request => request.Id);
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(6, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(null, null, "correct", null, "a", null, "trackId")]
    [InlineData("t", "no-hash", "correct", null, "a", null, "clipId")]
    [InlineData("t", "other#1", "correct", null, "a", null, "clipId")]
    [InlineData("t", null, "right", null, "a", null, "verdict")]
    [InlineData("t", null, null, null, "a", null, "verdict")]
    [InlineData("t", null, null, "gloomy", "a", null, "emotion")]
    [InlineData("t", null, "correct", null, null, null, "author")]
    [InlineData("t", null, "correct", null, " ", null, "author")]
    [InlineData("t", null, "correct", null, "a\nb", null, "author")]
    [InlineData("t", null, "correct", null, "a", "robot", "kind")]
    public async Task Give_BadInput_NamesTheField(string? trackId, string? clipId, string? verdict, string? emotion, string? author, string? kind, string field)
    {
        var response = await GiveAsync(new { trackId, clipId, verdict, emotion, author, kind });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
        Assert.Empty(grain.Requests);
    }

    [Theory]
    [InlineData(FeedbackStatus.NotFound, HttpStatusCode.NotFound, "not-found")]
    [InlineData(FeedbackStatus.NotPredicted, HttpStatusCode.Conflict, "not-predicted")]
    [InlineData(FeedbackStatus.OtherVersion, HttpStatusCode.Conflict, "tagged-anew")]
    [InlineData(FeedbackStatus.Contradiction, HttpStatusCode.BadRequest, "bad-request")]
    [InlineData(FeedbackStatus.OtherFeedback, HttpStatusCode.Conflict, "conflict")]
    public async Task Give_Refused_SaysWhy(FeedbackStatus status, HttpStatusCode expected, string type)
    {
        grain.Outcome = new FeedbackOutcome(status, null, "For this reason.");
        var response = await GiveAsync(new { trackId = "arşiv/a", verdict = "correct", author = "a" });
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((expected, "urn:cluster:problem:" + type, "For this reason."), (response.StatusCode, json.GetProperty("type").GetString(), json.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Give_Again_IsOkAndTheSame()
    {
        grain.Outcome = new FeedbackOutcome(FeedbackStatus.Known, Samples.Feedback("known"));
        var response = await GiveAsync(new { trackId = "arşiv/a", verdict = "correct", author = "a" }, "k");
        Assert.Equal((HttpStatusCode.OK, "known"), (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Undo_ByAnAuthor_GoesThroughTheTracksGrain()
    {
        gateway.Feedback.Items.Add(Samples.Feedback("f"));
        var response = await gateway.Client.DeleteAsync($"/v1/feedback/f?author={Uri.EscapeDataString("Ayşe")}&kind=annotator", Cancel);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((HttpStatusCode.OK, Samples.Time), (response.StatusCode, json.GetProperty("undoneAt").GetDateTimeOffset()));
        Assert.Equal(("f", new FeedbackAuthor(AnnotatorKind.Annotator, "Ayşe")), Assert.Single(grain.Undone));
    }

    [Fact]
    public async Task Undo_UnknownOrRefused_IsAProblem()
    {
        gateway.Feedback.Items.Add(Samples.Feedback("f"));
        grain.Outcome = new FeedbackOutcome(FeedbackStatus.OtherAuthor, null, "It is another author's.");
        Assert.Equal(HttpStatusCode.Forbidden, (await gateway.Client.DeleteAsync("/v1/feedback/f?author=b", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.DeleteAsync("/v1/feedback/f", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.DeleteAsync("/v1/feedback/none?author=b", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Undo_OfAnotherState_IsNotTried()
    {
        gateway.Feedback.Items.Add(Samples.Feedback("f"));
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/v1/feedback/f?author=a");
        request.Headers.Add("If-Match", "\"2\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await gateway.Client.SendAsync(request, Cancel)).StatusCode);
        Assert.Empty(grain.Undone);
    }

    [Fact]
    public async Task List_EveryFilter_IsPassedOn()
    {
        gateway.Feedback.Items.Add(Samples.Feedback("f"));
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>($"/v1/feedback?track={Uri.EscapeDataString("arşiv/a")}&author=b&kind=dataset&undone=true&limit=7&cursor=c", Cancel);
        Assert.Equal(("f", "next"), (json.GetProperty("feedback")[0].GetProperty("id").GetString(), json.GetProperty("nextCursor").GetString()));
        Assert.Equal(new FeedbackQuery { TrackId = "arşiv/a", Author = "b", Kind = AnnotatorKind.DataSet, WithUndone = true, Limit = 7, Cursor = "c" }, gateway.Feedback.Query);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync("/v1/feedback/f", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/v1/feedback/none", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("feedback?limit=0")]
    [InlineData("feedback?kind=robot")]
    [InlineData("feedback?cursor=bad")]
    [InlineData("feedback/agreement?kind=robot")]
    [InlineData("feedback/agreement?least=0")]
    [InlineData("labels?limit=1001")]
    [InlineData("labels?cursor=bad")]
    [InlineData("review?limit=1001")]
    [InlineData("review?cursor=bad")]
    public async Task List_BadQuery_IsABadRequest(string path)
    {
        var response = await gateway.Client.GetAsync($"/v1/{path}", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains((await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString()!, path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agreement_Measured_IsOfAnnotatorsAndDataSetsUnlessToldOtherwise()
    {
        var agreement = new FakeAgreementGrain();
        gateway.Grains.Add<IAgreementGrain>("0", agreement);
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/feedback/agreement", Cancel);
        await gateway.Client.GetAsync("/v1/feedback/agreement?kind=user&kind=annotator&least=3", Cancel);
        Assert.Equal([AnnotatorKind.Annotator, AnnotatorKind.DataSet], agreement.Requests[0].Kinds);
        Assert.Equal((10, 3), (agreement.Requests[0].LeastCommon, agreement.Requests[1].LeastCommon));
        Assert.Equal([AnnotatorKind.User, AnnotatorKind.Annotator], agreement.Requests[1].Kinds);
        var pair = json.GetProperty("pairs")[0];
        Assert.Equal((JsonValueKind.Null, "Ayşe", "dataSet", 0.75, 0.5), (
            json.GetProperty("fleissKappa").ValueKind, pair.GetProperty("first").GetProperty("author").GetString(), pair.GetProperty("second").GetProperty("kind").GetString(),
            pair.GetProperty("cohenKappa").GetProperty("value").GetDouble(), pair.GetProperty("cohenKappa").GetProperty("low").GetDouble()));
    }

    [Fact]
    public async Task Labels_Listed_SayWhatTrainingNeeds()
    {
        gateway.Feedback.Labels.Add(new TrackLabel
        {
            TrackId = "t",
            ClipIndex = 2,
            Stretch = new FeedbackStretch(60_500_000, 30_000_000),
            Emotion = EmotionLabel.Angry,
            Weight = 2,
            Total = 3,
            Voters = 2,
            ResolvedAt = Samples.Time,
            Metadata = new TrackMetadata { Artist = "Neşet Ertaş" },
            Path = "/music/a.mp3",
        });
        var label = (await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/labels", Cancel)).GetProperty("labels")[0];
        Assert.Equal(("t#2", 60.5, 30d, "angry", "/music/a.mp3", "Neşet Ertaş", 2, 3d), (
            label.GetProperty("clipId").GetString(), label.GetProperty("startS").GetDouble(), label.GetProperty("durS").GetDouble(), label.GetProperty("emotion").GetString(),
            label.GetProperty("path").GetString(), label.GetProperty("artist").GetString(), label.GetProperty("voters").GetInt32(), label.GetProperty("totalWeight").GetDouble()));
    }

    [Fact]
    public async Task Review_Listed_ShowsTracksWithWhatTheyAreOrderedBy()
    {
        gateway.Feedback.Reviews.Add(new(Samples.Track("t"), 0.8, 0.25, 12));
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/review?limit=5", Cancel);
        var entry = json.GetProperty("reviews")[0];
        Assert.Equal((0.8, 0.25, 12, "sad", 2, "next", 5), (
            entry.GetProperty("score").GetDouble(), entry.GetProperty("shadowDisagreement").GetDouble(), entry.GetProperty("plays").GetInt32(),
            entry.GetProperty("track").GetProperty("emotion").GetProperty("label").GetString(), entry.GetProperty("track").GetProperty("timeline").GetArrayLength(),
            json.GetProperty("nextCursor").GetString(), gateway.Feedback.Limit));
    }

    private async Task<HttpResponseMessage> GiveAsync(object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/feedback") { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await gateway.Client.SendAsync(request, Cancel);
    }
}
