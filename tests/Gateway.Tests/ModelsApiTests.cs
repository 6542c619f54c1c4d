using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Models;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class ModelsApiTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();
    private readonly FakeModelGrain models = new();

    public ModelsApiTests() => gateway.Grains.Add<IModelGrain>(IModelGrain.Family, models);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task List_WithAliases_NamesThemOnEveryVersionAndGivesAnETag()
    {
        models.Registry = models.Registry with { Shadows = ["lr-2"], PreviousChampion = "lr-2", Revision = 12 };
        var response = await gateway.Client.GetAsync("/v1/models", Cancel);
        Assert.Equal("\"12\"", response.Headers.ETag?.ToString());
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(("lr-1", "lr-2", 12), (json.GetProperty("champion").GetString(), json.GetProperty("shadows")[0].GetString(), json.GetProperty("revision").GetInt64()));
        Assert.Equal("""["champion"]""", json.GetProperty("versions")[0].GetProperty("aliases").GetRawText());
        Assert.Equal("""["previousChampion","shadow"]""", json.GetProperty("versions")[1].GetProperty("aliases").GetRawText());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { { "If-None-Match", "\"12\"" } } };
        Assert.Equal(HttpStatusCode.NotModified, (await gateway.Client.SendAsync(again, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Get_Version_ShowsItsCardAndItsAliases()
    {
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/lr-1", Cancel);
        Assert.Equal(("lr-1", "tests", "# A card"), (json.GetProperty("version").GetString(), json.GetProperty("card").GetProperty("intendedUse").GetString(), json.GetProperty("cardMarkdown").GetString()));
        Assert.Equal("champion", json.GetProperty("aliases")[0].GetString());
        models.CardProblem = "The artefact is damaged.";
        json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/lr-1", Cancel);
        Assert.Equal((JsonValueKind.Null, "The artefact is damaged."), (json.GetProperty("card").ValueKind, json.GetProperty("problem").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/v1/models/lr-9", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Promote_WithEverything_PassesOnWhoWhyAndWhatTheySaw()
    {
        using var request = Post("/v1/models/lr-2/promote", """{"expectedChampion":"lr-1","reason":" better on Turkish folk ","evidence":"report 7"}""");
        request.Headers.Add("X-Actor", "G%C3%B6khan");
        request.Headers.Add("If-Match", "\"1\"");
        var response = await gateway.Client.SendAsync(request, Cancel);
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (response.StatusCode, response.Headers.ETag?.ToString()));
        Assert.Equal("lr-2", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("champion").GetString());
        var (call, version, change) = Assert.Single(models.Changes);
        Assert.Equal(("promote", "lr-2"), (call, version));
        Assert.Equal(
            new ModelChange { Actor = "Gökhan", Reason = "better on Turkish folk", Evidence = "report 7", ExpectedRevision = 1, ExpectedChampion = "lr-1" }, change);
    }

    [Fact]
    public async Task Changes_WithoutABodyOrAName_AreAnonymousAndExpectNothing()
    {
        models.Registry = models.Registry with { PreviousChampion = "lr-2" };
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.PostAsync("/v1/models/lr-2/shadow", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.DeleteAsync("/v1/models/lr-2/shadow?reason=enough", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.PostAsync("/v1/models/rollback", null, Cancel)).StatusCode);
        Assert.Equal(["set-shadow", "unset-shadow", "rollback"], models.Changes.Select(change => change.Call));
        var nobody = new ModelChange { Actor = "anonymous" };
        Assert.Equal([nobody, nobody with { Reason = "enough" }, nobody], models.Changes.Select(change => change.Change));
        Assert.Equal("lr-2", models.Registry.Champion);
    }

    [Fact]
    public async Task Challenger_SetAndUnset_IsThatOfTheVersionNamed()
    {
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.PostAsJsonAsync("/v1/models/lr-2/challenger", new { reason = "try" }, Cancel)).StatusCode);
        Assert.Equal("lr-2", models.Registry.Challenger);

        // Not the challenger: nothing to undo.
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.DeleteAsync("/v1/models/lr-1/challenger", Cancel)).StatusCode);
        Assert.Equal("lr-2", models.Registry.Challenger);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.DeleteAsync("/v1/models/none/challenger", Cancel)).StatusCode);
        var revision = models.Registry.Revision;
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.DeleteAsync("/v1/models/lr-2/challenger?reason=enough", Cancel)).StatusCode);
        Assert.Null(models.Registry.Challenger);
        Assert.Equal(["set-challenger", "set-challenger"], models.Changes.Select(change => change.Call));
        Assert.Equal(new ModelChange { Actor = "anonymous", Reason = "enough", ExpectedRevision = revision }, models.Changes[1].Change);
    }

    [Theory]
    [InlineData(ModelChangeStatus.UnknownVersion, HttpStatusCode.NotFound)]
    [InlineData(ModelChangeStatus.OtherRevision, HttpStatusCode.PreconditionFailed)]
    [InlineData(ModelChangeStatus.OtherChampion, HttpStatusCode.Conflict)]
    [InlineData(ModelChangeStatus.SchemaMismatch, HttpStatusCode.UnprocessableEntity)]
    [InlineData(ModelChangeStatus.BadArtefact, HttpStatusCode.UnprocessableEntity)]
    [InlineData(ModelChangeStatus.Refused, HttpStatusCode.Conflict)]
    public async Task Change_ThatIsRefused_SaysWhyAndWhatTheRegistryIsAt(ModelChangeStatus status, HttpStatusCode expected)
    {
        models.Answer = (status, "Because.");
        using var promotion = Post("/v1/models/lr-2/promote", "{}");
        foreach (var response in (HttpResponseMessage[])[await gateway.Client.SendAsync(promotion, Cancel), await gateway.Client.PostAsync("/v1/models/rollback", null, Cancel)])
        {
            Assert.Equal((expected, "\"1\""), (response.StatusCode, response.Headers.ETag?.ToString()));
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            Assert.Equal(("Because.", 1, "lr-1"), (problem.GetProperty("detail").GetString(), problem.GetProperty("revision").GetInt64(), problem.GetProperty("champion").GetString()));
        }
    }

    [Theory]
    [InlineData("W/\"1\"", null, "If-Match")]
    [InlineData("\"one\"", null, "If-Match")]
    [InlineData("\"1\", \"2\"", null, "If-Match")]
    [InlineData(null, "a%0Ab", "actor")]
    public async Task Change_WithBadHeaders_IsABadRequestAndReachesNoGrain(string? ifMatch, string? actor, string field)
    {
        using var request = Post("/v1/models/lr-2/promote", "{}");
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (actor is not null) request.Headers.TryAddWithoutValidation("X-Actor", actor);
        var response = await gateway.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
        Assert.Empty(models.Changes);
    }

    [Fact]
    public async Task Change_WithTooLongAReason_IsABadRequest()
    {
        var reason = new string('x', ModelChange.MaxReasonLength + 1);
        var response = await gateway.Client.PostAsJsonAsync("/v1/models/lr-2/shadow", new { reason }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("reason", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
        Assert.Empty(models.Changes);
    }

    [Fact]
    public async Task Audit_OfALongLog_IsReadPageByPageAndVerified()
    {
        for (var i = 1; i <= 5; i++)
        {
            models.Log.Add(ModelAuditChain.Continue(models.Log.LastOrDefault(), new ModelAuditEntry
            {
                Sequence = 0,
                At = Samples.Time,
                Actor = "Ayşe",
                Action = ModelAction.ShadowSet,
                Version = $"lr-{i}",
                Revision = i,
                PreviousHash = "",
                Hash = "",
            }));
        }

        var sequences = new List<long>();
        string? cursor = null;
        do
        {
            var page = await gateway.Client.GetFromJsonAsync<JsonElement>($"/v1/models/audit?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}", Cancel);
            sequences.AddRange(page.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("sequence").GetInt64()));
            Assert.Equal((true, 5), (page.GetProperty("chain").GetProperty("intact").GetBoolean(), page.GetProperty("chain").GetProperty("entries").GetInt64()));
            Assert.Equal("shadowSet", page.GetProperty("entries")[0].GetProperty("action").GetString());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        Assert.Equal([5, 4, 3, 2, 1], sequences);

        models.Log[1] = models.Log[1] with { Actor = "nobody" };
        var chain = (await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/audit", Cancel)).GetProperty("chain");
        Assert.Equal((false, 2), (chain.GetProperty("intact").GetBoolean(), chain.GetProperty("brokenAt").GetInt64()));
        foreach (var query in (string[])["limit=0", "limit=1001", "cursor=x", "cursor=AAAA"])
            Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.GetAsync($"/v1/models/audit?{query}", Cancel)).StatusCode);
    }

    private static HttpRequestMessage Post(string path, string json) =>
        new(HttpMethod.Post, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
}
