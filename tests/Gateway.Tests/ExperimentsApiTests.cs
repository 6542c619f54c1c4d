using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class ExperimentsApiTests : IAsyncDisposable
{
    private const string Canary =
        """{"name":" canary ","kind":"model","arms":[{"name":"control","share":0.01},{"name":"b","share":0.01,"version":"lr-2"}],"limits":{"errorLimit":0.02},"reason":"try"}""";

    private readonly GatewayFixture gateway = new();
    private readonly FakeExperimentGrain experiments = new();

    public ExperimentsApiTests() => gateway.Grains.Add<IExperimentGrain>(IExperimentGrain.Family, experiments);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Create_OfACanary_MakesADraftWithDefaults()
    {
        var (response, json) = await PostAsync("", Canary, actor: "G%C3%B6khan");
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (response.StatusCode, response.Headers.ETag?.ToString()));
        Assert.Equal($"/v1/experiments/{json.GetProperty("id").GetString()}", response.Headers.Location?.ToString());
        Assert.Equal(("canary", "draft", "track", "correct"), (Text(json, "name"), Text(json, "status"), Text(json, "unit"), Text(json, "metric")));
        Assert.Equal(("Gökhan", "try"), (experiments.Changes[0].Change.Actor, experiments.Changes[0].Change.Reason));
        Assert.Equal((0.02, 0.05, "control"), (experiments.Spec!.Limits.ErrorLimit, experiments.Spec.Limits.Alpha, experiments.Spec.Control));
        Assert.Equal([null, "lr-2"], experiments.Spec.Arms.Select(arm => arm.ModelVersion));
    }

    [Fact]
    public async Task Create_WithTheSameKeyAgain_IsTheSameExperiment()
    {
        var (_, first) = await PostAsync("", Canary, key: "k");
        var (response, again) = await PostAsync("", Canary, key: "k");
        Assert.Equal((HttpStatusCode.Created, Text(first, "id")), (response.StatusCode, Text(again, "id")));
        Assert.Single(experiments.Experiments);
        Assert.NotEqual(Text(first, "id"), Text((await PostAsync("", Canary)).Json, "id"));
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "kind")]
    [InlineData("""{"name":"x","kind":"colour","arms":[]}""", "kind")]
    [InlineData("""{"name":"x","kind":"model","unit":"album","arms":[]}""", "unit")]
    [InlineData("""{"name":"x","kind":"model","metric":"money","arms":[]}""", "metric")]
    [InlineData("""{"name":"x","kind":"model","arms":[]}""", "arms")]
    [InlineData("""{"name":"x","kind":"model","arms":[{"name":"a","share":0.5},null]}""", "arms[1]")]
    [InlineData("""{"name":"x","kind":"model","arms":[{"share":0.5}]}""", "arms[0].name")]
    [InlineData("""{"name":"x","kind":"model","arms":[{"name":"a"}]}""", "arms[0].share")]
    public async Task Create_OfWhatCannotBeRead_NamesTheFieldAndReachesNoGrain(string body, string field)
    {
        var (response, json) = await PostAsync("", body);
        Assert.Equal((HttpStatusCode.BadRequest, field), (response.StatusCode, Text(json, "field")));
        Assert.Empty(experiments.Changes);
    }

    [Theory]
    [InlineData(ExperimentChangeStatus.NotFound, HttpStatusCode.NotFound)]
    [InlineData(ExperimentChangeStatus.OtherRevision, HttpStatusCode.PreconditionFailed)]
    [InlineData(ExperimentChangeStatus.BadRequest, HttpStatusCode.BadRequest)]
    [InlineData(ExperimentChangeStatus.Refused, HttpStatusCode.Conflict)]
    [InlineData(ExperimentChangeStatus.UnknownVersion, HttpStatusCode.UnprocessableEntity)]
    [InlineData(ExperimentChangeStatus.SchemaMismatch, HttpStatusCode.UnprocessableEntity)]
    [InlineData(ExperimentChangeStatus.BadArtefact, HttpStatusCode.UnprocessableEntity)]
    public async Task Change_ThatIsRefused_SaysWhy(ExperimentChangeStatus status, HttpStatusCode expected)
    {
        experiments.Answer = new ExperimentChangeOutcome(status, Draft(), "Because.", "arms[1].version");
        foreach (var (path, body) in ((string, string)[])[("", Canary), ("/e/start", "{}"), ("/e/stop", "{}"), ("/e/shares", """{"shares":{"b":0.5}}"""), ("/e/conclude", "{}")])
        {
            var (response, json) = await PostAsync(path, body);
            Assert.Equal((expected, "Because."), (response.StatusCode, Text(json, "detail")));
        }

        Assert.Equal(expected, (await gateway.Client.DeleteAsync("/v1/experiments/e", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Changes_OfAnExperiment_PassOnWhatWasSeenAndGiveTheNewETag()
    {
        experiments.Experiments.Add(Draft());
        var (started, _) = await PostAsync("/e/start", null, ifMatch: "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (started.StatusCode, started.Headers.ETag?.ToString()));
        await PostAsync("/e/shares", """{"shares":{"b":0.1},"reason":"looks well"}""");
        await PostAsync("/e/stop", """{"reason":"enough"}""");
        var (_, concluded) = await PostAsync("/e/conclude", """{"winner":"b"}""");
        Assert.Equal(("lr-2", "concluded"), (Text(concluded, "promote"), Text(concluded.GetProperty("experiment"), "status")));
        Assert.Contains("cluster models promote lr-2", Text(concluded, "next"), StringComparison.Ordinal);
        Assert.Equal([("start", 1L, null), ("shares", null, "looks well"), ("stop", null, "enough"), ("conclude", null, null)], experiments.Changes.Select(own => (own.Call, own.Change.ExpectedRevision, own.Change.Reason)));
        Assert.Equal(0.1, experiments.Shares!["b"]);
        Assert.Equal(HttpStatusCode.NoContent, (await gateway.Client.DeleteAsync("/v1/experiments/e?reason=old", Cancel)).StatusCode);
        Assert.Equal("If-Match", Text((await PostAsync("/e/start", null, ifMatch: "x")).Json, "field"));
        Assert.Equal("shares", Text((await PostAsync("/e/shares", "{}")).Json, "field"));
    }

    [Fact]
    public async Task Get_OfAnExperiment_HasEverythingThatAPageShows()
    {
        var test = new TreatmentTest("b", 0.1, 0.01, 0.02, 0.18);
        experiments.Report = new ExperimentReport
        {
            Experiment = Draft(),
            Arms = [Arm("control", true, 0, null), Arm("b", false, 40, test)],
            SampleRatio = new SampleRatioReport(double.PositiveInfinity, 1, 0, true),
            Verdict = ExperimentVerdict.Broken,
            Reason = "The arms did not get their shares.",
            Recommendation = "Find out why.",
            NeededPerArm = 400,
            StillNeeded = 760,
        };
        var response = await gateway.Client.GetAsync("/v1/experiments/e", Cancel);
        Assert.Equal("\"1\"", response.Headers.ETag?.ToString());
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(("broken", 760, JsonValueKind.Null), (Text(json, "verdict"), json.GetProperty("stillNeeded").GetInt64(), json.GetProperty("sampleRatio").GetProperty("chiSquare").ValueKind));
        Assert.True(json.GetProperty("sampleRatio").GetProperty("mismatch").GetBoolean());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("arms")[0].GetProperty("rate").ValueKind);
        Assert.Equal((0.5, 0.01), (json.GetProperty("arms")[1].GetProperty("rate").GetDouble(), json.GetProperty("arms")[1].GetProperty("pValue").GetDouble()));
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/v1/experiments/f", Cancel)).StatusCode);
        experiments.Experiments.Add(Draft());
        Assert.Equal("e", Text((await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/experiments", Cancel)).GetProperty("experiments")[0], "id"));
    }

    [Fact]
    public async Task Answers_ForAUser_NameThemToTheGrainAndSayTheirArm()
    {
        var track = new FakeTrackGrain("a") { Track = Samples.Track("a"), Experiments = [new ExperimentTag("e", "colours", ExperimentKind.Presentation, "b", "red")] };
        var predictor = new FakePredictorGrain();
        gateway.Grains.Add<ITrackGrain>("a", track);
        gateway.Grains.Add<IPredictorGrain>("0", predictor);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tracks/a") { Headers = { { "X-Unit", "Ay%C5%9Fe" } } };
        var response = await gateway.Client.SendAsync(request, Cancel);
        var tag = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("experiments")[0];
        Assert.Equal(("e", "presentation", "b", "red"), (Text(tag, "id"), Text(tag, "kind"), Text(tag, "arm"), Text(tag, "payload")));
        Assert.EndsWith("-e.b\"", response.Headers.ETag?.ToString(), StringComparison.Ordinal);
        await gateway.Client.GetAsync("/v1/tracks/a?unit=bora", Cancel);
        await gateway.Client.GetAsync("/v1/tracks/a", Cancel);
        Assert.Equal(["Ayşe", "bora", null], track.Units);

        using var audio = new ByteArrayContent([1, 2, 3]);
        await gateway.Client.PutAsync("/v1/tracks/a/audio?unit=bora", audio, Cancel);
        Assert.Equal("bora", Assert.Single(track.Requests).Unit);
        using var body = new ByteArrayContent([1, 2, 3]);
        var predicted = await gateway.Client.PostAsync("/v1/predictions?unit=bora", body, Cancel);
        Assert.Equal(0, (await predicted.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("experiments").GetArrayLength());
        Assert.Equal("bora", Assert.Single(predictor.Requests).Request.Unit);
    }

    [Theory]
    [InlineData("unit=a%0Ab", null)]
    [InlineData("unit=a", "b")]
    public async Task Answers_ForABadUnit_AreBadRequests(string query, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/tracks/a?{query}");
        if (header is not null) request.Headers.Add("X-Unit", header);
        var response = await gateway.Client.SendAsync(request, Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "unit"), (response.StatusCode, Text(await response.Content.ReadFromJsonAsync<JsonElement>(Cancel), "field")));
    }

    private static ArmReport Arm(string name, bool control, long observed, TreatmentTest? test) => new()
    {
        Arm = new ExperimentArm { Name = name, Share = 0.5 },
        IsControl = control,
        Exposed = 100,
        Failed = 0,
        ErrorPValue = 1,
        Observed = observed,
        Successes = observed / 2,
        Test = test,
    };

    private static Experiment Draft() => new()
    {
        Id = "e",
        Spec = new ExperimentSpec
        {
            Name = "canary",
            Kind = ExperimentKind.Model,
            Unit = ExperimentUnit.Track,
            Control = "control",
            Arms = [new ExperimentArm { Name = "control", Share = 0.01 }, new ExperimentArm { Name = "b", Share = 0.01, ModelVersion = "lr-2" }],
        },
        Revision = 1,
        CreatedAt = Samples.Time,
    };

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private async Task<(HttpResponseMessage Response, JsonElement Json)> PostAsync(string path, string? body, string? actor = null, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/experiments{path}");
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        if (actor is not null) request.Headers.Add("X-Actor", actor);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        var response = await gateway.Client.SendAsync(request, Cancel);
        return (response, await response.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }
}
