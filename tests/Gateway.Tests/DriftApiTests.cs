using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Drifts;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class DriftApiTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();
    private readonly FakeDriftGrain drift = new();

    public DriftApiTests() => gateway.Grains.Add<IDriftGrain>(IModelGrain.Family, drift);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Get_Report_CarriesWhatAPageDraws()
    {
        drift.Outcome = new DriftOutcome(DriftStatus.Found, View(), new DriftOpenWindow(Samples.Time, 12, 488, Samples.Time), null);
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/drift?model=lr-1&window=7&histograms=3", Cancel);
        Assert.Equal(("lr-1", 7L, 3), drift.Questions.Single());
        Assert.Equal(("lr-1", 7, 612, "major", "tempo"), (
            json.GetProperty("model").GetString(), json.GetProperty("window").GetInt64(), json.GetProperty("rows").GetInt64(), json.GetProperty("level").GetString(),
            json.GetProperty("topMovers")[0].GetString()));
        var tempo = json.GetProperty("features")[1];
        Assert.Equal((0.41, 0.18, "major", 2, "major", 8), (
            tempo.GetProperty("psi").GetDouble(), tempo.GetProperty("threshold").GetDouble(), tempo.GetProperty("level").GetString(), tempo.GetProperty("windowsRunning").GetInt32(),
            tempo.GetProperty("alert").GetString(), tempo.GetProperty("histogram").GetProperty("window")[1].GetInt64()));
        Assert.Equal((2, 5), (
            json.GetProperty("predictions").GetProperty("byEmotion").GetProperty("sad").GetInt64(), json.GetProperty("predictions").GetProperty("byDecision").GetProperty("tagged").GetInt64()));
        Assert.Equal((JsonValueKind.Null, 0.69), (json.GetProperty("quality").GetProperty("macroF1").ValueKind, json.GetProperty("quality").GetProperty("estimatedMacroF1").GetDouble()));
        Assert.Contains("never counts for a promotion", json.GetProperty("quality").GetProperty("blindSpot").GetString()!, StringComparison.Ordinal);
        Assert.Equal(488, json.GetProperty("open").GetProperty("rowsNeeded").GetInt64());
    }

    [Theory]
    [InlineData(DriftStatus.UnknownVersion, HttpStatusCode.NotFound, "unknown-version")]
    [InlineData(DriftStatus.UnknownWindow, HttpStatusCode.NotFound, "not-found")]
    [InlineData(DriftStatus.NoWindow, HttpStatusCode.NotFound, "no-window")]
    [InlineData(DriftStatus.NoChampion, HttpStatusCode.Conflict, "conflict")]
    public async Task Get_NoReport_IsAProblemThatSaysWhy(DriftStatus status, HttpStatusCode code, string type)
    {
        drift.Outcome = new DriftOutcome(status, null, new DriftOpenWindow(Samples.Time, 137, 363, Samples.Time), "For this reason.");
        var response = await gateway.Client.GetAsync("/v1/drift", Cancel);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((code, "urn:cluster:problem:" + type, "For this reason."), (response.StatusCode, json.GetProperty("type").GetString(), json.GetProperty("detail").GetString()));
        if (status == DriftStatus.NoWindow) Assert.Equal(363, json.GetProperty("rowsNeeded").GetInt64());
    }

    [Fact]
    public async Task Lists_EveryFilter_IsPassedOn()
    {
        gateway.Drifts.Windows.Add(new DriftWindowEntry(7, "lr-1", Samples.Time, Samples.Time, 612, 0, new DriftFindings(DriftSeverity.Moderate, 3, 0.7, 0.1, 0, null, 0.69)));
        gateway.Drifts.Windows.Add(new DriftWindowEntry(6, "lr-1", Samples.Time, Samples.Time, 500, 0, null));
        var windows = (await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/drift/windows?model=lr-1&limit=7", Cancel)).GetProperty("windows");
        Assert.Equal((("lr-1", 7), "moderate", JsonValueKind.Null), (gateway.Drifts.WindowQuery!.Value, windows[0].GetProperty("level").GetString(), windows[1].GetProperty("level").ValueKind));
        gateway.Drifts.Alerts.Add(Alert());
        var alerts = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/alerts?model=lr-1&all=true&limit=7&cursor=c", Cancel);
        Assert.Equal(new AlertQuery("lr-1", true, "c", 7), gateway.Drifts.AlertQuery);
        var alert = alerts.GetProperty("alerts")[0];
        Assert.Equal(("a1", "features", "major", "look", JsonValueKind.Null, "next"), (
            alert.GetProperty("id").GetString(), alert.GetProperty("what").GetString(), alert.GetProperty("level").GetString(), alert.GetProperty("advice").GetString(),
            alert.GetProperty("acknowledged").ValueKind, alerts.GetProperty("nextCursor").GetString()));
    }

    [Fact]
    public async Task Acknowledge_PassesOnWhoAndWhy()
    {
        drift.Acknowledged = new AlertOutcome(AlertStatus.Done, Alert() with { AcknowledgedAt = Samples.Time, AcknowledgedBy = "Gökhan", AcknowledgedReason = "known" });
        var response = await AcknowledgeAsync(new { reason = " known " }, "G%C3%B6khan");
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((HttpStatusCode.OK, "Gökhan"), (response.StatusCode, json.GetProperty("acknowledged").GetProperty("by").GetString()));
        Assert.Equal(("a1", "Gökhan", "known"), drift.Notes.Single());
        Assert.Equal(HttpStatusCode.OK, (await AcknowledgeAsync(null, null)).StatusCode);
        Assert.Equal(("a1", "anonymous", null), drift.Notes[1]);

        drift.Acknowledged = drift.Acknowledged with { Status = AlertStatus.ByAnother };
        Assert.Equal(HttpStatusCode.Conflict, (await AcknowledgeAsync(null, "b")).StatusCode);
        drift.Acknowledged = null;
        Assert.Equal(HttpStatusCode.NotFound, (await AcknowledgeAsync(null, "b")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await AcknowledgeAsync(new { reason = new string('x', 1001) }, "b")).StatusCode);
    }

    [Theory]
    [InlineData("drift?histograms=1001")]
    [InlineData("drift/windows?limit=0")]
    [InlineData("drift/windows?cursor=bad")]
    [InlineData("alerts?limit=1001")]
    [InlineData("alerts?cursor=bad")]
    [InlineData("models/retraining?limit=0")]
    [InlineData("models/retraining?cursor=bad")]
    public async Task BadQuery_IsABadRequestThatNamesTheField(string path)
    {
        var response = await gateway.Client.GetAsync($"/v1/{path}", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains((await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString()!, path, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AcknowledgeAsync(object? body, string? actor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/alerts/a1/acknowledge");
        if (body is not null) request.Content = JsonContent.Create(body);
        if (actor is not null) request.Headers.Add("X-Actor", actor);
        return await gateway.Client.SendAsync(request, Cancel);
    }

    private static DriftAlert Alert() => new()
    {
        Id = "a1",
        ModelVersion = "lr-1",
        Subject = DriftAlert.Features,
        Level = DriftSeverity.Major,
        RaisedAt = Samples.Time,
        RaisedIn = 6,
        SeenIn = 7,
        Evidence = "tempo",
        Advice = "look",
    };

    private static DriftSeries Series(string name, double psi, DriftSeverity level) => new()
    {
        Name = name,
        Psi = psi,
        Kl = psi / 2,
        Threshold = 0.18,
        ByChance = 0.18,
        PValue = 0.001,
        Level = level,
        ModerateRunning = level == DriftSeverity.None ? 0 : 2,
        MajorRunning = 0,
        Alert = level,
        Histogram = new DriftHistogram(["a", "b"], [], [1, 1], [0, 8]),
    };

    private static DriftView View() => new()
    {
        ModelVersion = "lr-1",
        Window = 7,
        From = Samples.Time,
        To = Samples.Time,
        Rows = 612,
        Dropped = 0,
        Sources = 2,
        ReferenceRows = 500,
        Level = DriftSeverity.Major,
        Drifted = 1,
        Features = [Series("loudness", 0.01, DriftSeverity.None), Series("tempo", 0.41, DriftSeverity.Major)],
        Predictions = new DriftPredictions(0.7, 0.6, 0.1, [1, 2, 3, 4], [5, 3, 2]),
        Estimated = new DriftEstimate(0.7, 0.69),
    };
}
