using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Models;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class GatesApiTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly GateReport Report = new()
    {
        Version = "lr-2",
        Champion = "lr-1",
        Promotable = false,
        Result = GateResult.Fail,
        Checks =
        [
            new GateFinding("macroF1", GateResult.Fail, "Macro-F1 is 0.7000, below 0.78.", [new GateFigure("value", 0.7), new GateFigure("least", 0.78)]),
            new GateFinding("latency", GateResult.Inconclusive, "It has seen no traffic.", []),
        ],
        Reasons = ["Macro-F1 is 0.7000, below 0.78.", "It has seen no traffic."],
        ComparedBy = "a replay",
        At = Time,
    };

    private readonly GatewayFixture gateway = new();
    private readonly FakeModelGrain models = new() { Gates = Report };

    public GatesApiTests() => gateway.Grains.Add<IModelGrain>(IModelGrain.Family, models);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Gates_OfAVersion_AreEachCheckWithItsReasonAndFigures()
    {
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/lr-2/gates", Cancel);
        Assert.Equal(("fail", false, "lr-1", "a replay"), (json.GetProperty("outcome").GetString(), json.GetProperty("promotable").GetBoolean(), json.GetProperty("champion").GetString(), json.GetProperty("comparedBy").GetString()));
        var check = json.GetProperty("checks")[0];
        Assert.Equal(("macroF1", "fail", 0.78), (check.GetProperty("gate").GetString(), check.GetProperty("outcome").GetString(), check.GetProperty("figures").GetProperty("least").GetDouble()));
        Assert.Equal(2, json.GetProperty("reasons").GetArrayLength());
        Assert.Empty(models.Changes);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/v1/models/lr-9/gates", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Promote_ThatTheGatesBlock_IsAConflictThatListsEachCheck()
    {
        models.Answer = (ModelChangeStatus.GatesBlock, "Version 'lr-2' may not be promoted: force it with a reason.");
        var response = await gateway.Client.PostAsJsonAsync("/v1/models/lr-2/promote", new { expectedChampion = "lr-1" }, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(("urn:cluster:problem:gates-block", "fail", "lr-1"), (problem.GetProperty("type").GetString(), problem.GetProperty("outcome").GetString(), problem.GetProperty("champion").GetString()));
        Assert.Contains("force it with a reason", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["macroF1", "latency"], problem.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("gate").GetString()!));
        Assert.Equal("It has seen no traffic.", problem.GetProperty("reasons")[1].GetString());
    }

    [Fact]
    public async Task Promote_WithForceAndASecondPerson_PassesThemOn()
    {
        var body = new { expectedChampion = "lr-1", reason = "the demo needs it", force = true, approvedBy = " Mehmet " };
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.PostAsJsonAsync("/v1/models/lr-2/promote", body, Cancel)).StatusCode);
        var change = Assert.Single(models.Changes).Change;
        Assert.Equal((true, "the demo needs it", "Mehmet"), (change.Force, change.Reason, change.ApprovedBy));
    }

    [Theory]
    [InlineData("""{"force":true}""", "reason")]
    [InlineData("""{"force":true,"reason":"  "}""", "reason")]
    [InlineData("""{"approvedBy":"a\nb"}""", "approvedBy")]
    public async Task Promote_ThatIsNotWhole_NamesTheFieldAndReachesNoGrain(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var response = await gateway.Client.PostAsync("/v1/models/lr-2/promote", content, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
        Assert.Empty(models.Changes);
    }

    [Fact]
    public async Task Bake_OfANewChampion_IsShownWithTheModelsAndTheVersion()
    {
        var bake = new ModelBake { Version = "lr-1", Former = "lr-2", Since = Time, Until = Time.AddHours(24), Revision = 1, Limits = new BakeLimits(0.01, 0.05, 0.5, 0.4, 20, 0.01) };
        models.Registry = models.Registry with { Bake = bake };
        var shown = (await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models", Cancel)).GetProperty("bake");
        Assert.Equal(("lr-1", "lr-2", "watching"), (shown.GetProperty("version").GetString(), shown.GetProperty("former").GetString(), shown.GetProperty("state").GetString()));
        Assert.Equal((Time.AddHours(24), 0.4), (shown.GetProperty("until").GetDateTimeOffset(), shown.GetProperty("limits").GetProperty("greatestWrongRate").GetDouble()));
        Assert.Equal("watching", (await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/lr-1", Cancel)).GetProperty("bake").GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, (await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/lr-2", Cancel)).GetProperty("bake").ValueKind);
    }
}
