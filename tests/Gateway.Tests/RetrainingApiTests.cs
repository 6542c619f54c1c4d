using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Trainings;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class RetrainingApiTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();
    private readonly FakeRetrainingGrain retraining = new();

    public RetrainingApiTests() => gateway.Grains.Add<IRetrainingGrain>(IModelGrain.Family, retraining);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Retrain_SameKeyTwice_IsOneTrainingWithAPlaceToLook()
    {
        var first = await RetrainAsync(new { reason = "new labels" }, "ay%C5%9Fe", "k");
        await RetrainAsync(new { reason = "new labels" }, "ay%C5%9Fe", "k");
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(retraining.Requests[0], retraining.Requests[1]);
        Assert.Equal(("ayşe", "new labels"), (retraining.Requests[0].Actor, retraining.Requests[0].Reason));
        var place = first.Headers.Location!.ToString();
        Assert.Equal($"/v1/models/retraining/{retraining.Requests[0].Id}", place);
        gateway.Drifts.Trainings.Add(FakeDriftCatalog.Training(retraining.Requests[0].Id));
        Assert.Equal("queued", (await gateway.Client.GetFromJsonAsync<JsonElement>(place, Cancel)).GetProperty("state").GetString());
        await RetrainAsync(null, null, null);
        Assert.Equal(("anonymous", null), (retraining.Requests[2].Actor, retraining.Requests[2].Reason));
        Assert.NotEqual(retraining.Requests[0].Id, retraining.Requests[2].Id);
    }

    [Theory]
    [InlineData(RetrainingStatus.NoChampion, HttpStatusCode.Conflict, "conflict")]
    [InlineData(RetrainingStatus.TooFewLabels, HttpStatusCode.UnprocessableEntity, "too-few-labels")]
    [InlineData(RetrainingStatus.Busy, HttpStatusCode.Conflict, "training-under-way")]
    public async Task Retrain_Refused_IsAProblemThatSaysWhy(RetrainingStatus status, HttpStatusCode code, string type)
    {
        retraining.Outcome = new RetrainingOutcome(status, status == RetrainingStatus.Busy ? FakeDriftCatalog.Training("other") : null, "For this reason.");
        var response = await RetrainAsync(null, null, null);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((code, "urn:cluster:problem:" + type, "For this reason."), (response.StatusCode, json.GetProperty("type").GetString(), json.GetProperty("detail").GetString()));
        if (status == RetrainingStatus.Busy) Assert.Equal("/v1/models/retraining/other", json.GetProperty("training").GetString());
    }

    [Fact]
    public async Task Get_State_HasHistoryAndWhatIsDue()
    {
        gateway.Drifts.Trainings.Add(FakeDriftCatalog.Training("t") with { State = TrainingState.Refused, Trigger = TrainingTrigger.Labels, Problem = "too few" });
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/retraining", Cancel);
        Assert.Equal((JsonValueKind.Null, Samples.Time, "Nothing calls for it.", 40, 3), (
            json.GetProperty("active").ValueKind, json.GetProperty("nextDue").GetDateTimeOffset(), json.GetProperty("why").GetString(), json.GetProperty("labels").GetInt64(),
            json.GetProperty("newLabels").GetInt64()));
        var ended = json.GetProperty("history")[0];
        Assert.Equal(("refused", "labels", "too few"), (ended.GetProperty("state").GetString(), ended.GetProperty("trigger").GetString(), ended.GetProperty("problem").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/v1/models/retraining/none", Cancel)).StatusCode);
    }

    private async Task<HttpResponseMessage> RetrainAsync(object? body, string? actor, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/models/retrain");
        if (body is not null) request.Content = JsonContent.Create(body);
        if (actor is not null) request.Headers.Add("X-Actor", actor);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await gateway.Client.SendAsync(request, Cancel);
    }
}
