using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Backfills;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class BackfillsApiTests : IAsyncDisposable
{
    private static readonly BackfillSpec Spec = new() { Source = "/music" };
    private readonly GatewayFixture gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Start_Accepted_SaysWhereTheJobIs()
    {
        var response = await gateway.Client.PostAsJsonAsync("/v1/backfills", new { source = "/music/./x/..", force = true }, Cancel);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"/v1/backfills/{json.GetProperty("id").GetString()}", response.Headers.Location!.ToString());
        Assert.Equal(("running", "/music", true, false), (
            json.GetProperty("state").GetString(), json.GetProperty("source").GetString(), json.GetProperty("force").GetBoolean(), json.GetProperty("dryRun").GetBoolean()));
        var counts = json.GetProperty("counts");
        Assert.Equal((10, 3, 1, 1, 5), (
            counts.GetProperty("total").GetInt32(), counts.GetProperty("tagged").GetInt32(), counts.GetProperty("unchanged").GetInt32(),
            counts.GetProperty("failed").GetInt32(), counts.GetProperty("pending").GetInt32()));
        var decisions = json.GetProperty("decisions");
        Assert.Equal((1, 0, 2), (decisions.GetProperty("accepted").GetInt32(), decisions.GetProperty("topTwo").GetInt32(), decisions.GetProperty("review").GetInt32()));
    }

    [Fact]
    public async Task Start_SameKey_IsTheSameJobAndAnotherRequestIsRefused()
    {
        var first = await StartAsync("key-1", "/music");
        var id = (await first.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
        var grain = new FakeJobGrain(id) { Job = Samples.Job(id, Spec) };
        gateway.Grains.Add<IBackfillJobGrain>(id, grain);
        var again = await StartAsync("key-1", "/music");
        Assert.Equal((HttpStatusCode.Accepted, id), (again.StatusCode, (await again.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await StartAsync("key-1", "/other")).StatusCode);
        Assert.NotEqual(id, (await (await StartAsync(null, "/music")).Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Start_Rescore_TakesTheCatalogueAsItsSource()
    {
        var response = await gateway.Client.PostAsJsonAsync("/v1/backfills", new { rescore = true, priority = 7 }, Cancel);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal((true, 7, BackfillSpec.Catalogue), (json.GetProperty("rescore").GetBoolean(), json.GetProperty("priority").GetInt32(), json.GetProperty("source").GetString()));
    }

    [Theory]
    [InlineData("""{"rescore":true,"source":"/music"}""", "source")]
    [InlineData("""{"source":"/music","priority":10}""", "priority")]
    [InlineData("""{"source":"/music","priority":-1}""", "priority")]
    public async Task Start_BadWish_NamesTheField(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var response = await gateway.Client.PostAsync("/v1/backfills", content, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Get_OfARunningJob_TellsItsPaceAndBand()
    {
        gateway.Catalog.Jobs.Enqueue(Samples.Job("j", Spec));
        gateway.Catalog.Pace = new JobPace([10, 10], TimeSpan.FromSeconds(10), new WorkCost(10, 36, TimeSpan.FromSeconds(20)));
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/backfills/j", Cancel);
        Assert.Equal((1, 5, 5, 5), (
            json.GetProperty("itemsPerSecond").GetDouble(), json.GetProperty("etaSeconds").GetDouble(), json.GetProperty("etaLowSeconds").GetDouble(), json.GetProperty("etaHighSeconds").GetDouble()));
    }

    [Fact]
    public async Task Get_OfADryRun_TellsWhatItWouldTake()
    {
        gateway.Catalog.Jobs.Enqueue(Samples.Job("j", Spec with { DryRun = true }));
        gateway.Catalog.Pace = new JobPace([], TimeSpan.FromSeconds(10), new WorkCost(10, 36, TimeSpan.FromSeconds(20)));
        var estimate = (await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/backfills/j", Cancel)).GetProperty("estimate");
        Assert.Equal((5, 0.005, 10), (estimate.GetProperty("items").GetInt32(), estimate.GetProperty("coreHours").GetDouble(), estimate.GetProperty("seconds").GetDouble()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("relative/folder")]
    [InlineData("/a\0b")]
    public async Task Start_BadSource_NamesTheField(string? source)
    {
        var response = await StartAsync(null, source);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("source", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Start_WithoutAModel_SaysWhatToDo()
    {
        gateway.Grains.Add<IModelGrain>(IModelGrain.Family, new FakeModelGrain { Registry = new ModelRegistryView() });
        var response = await StartAsync(null, "/music");
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("cluster train", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pause", HttpStatusCode.OK)]
    [InlineData("resume", HttpStatusCode.OK)]
    [InlineData("cancel", HttpStatusCode.OK)]
    [InlineData("retry", HttpStatusCode.Conflict)]
    public async Task Command_OnAJob_AnswersWithItOrTheReason(string command, HttpStatusCode expected)
    {
        gateway.Grains.Add<IBackfillJobGrain>("j", new FakeJobGrain("j") { Job = Samples.Job("j", Spec) });
        Assert.Equal(expected, (await gateway.Client.PostAsync($"/v1/backfills/j/{command}", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.PostAsync($"/v1/backfills/none/{command}", null, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Items_OfAState_AreListedWithTheirErrors()
    {
        gateway.Catalog.Jobs.Enqueue(Samples.Job("j", Spec));
        gateway.Catalog.Items.Add(new BackfillItem("x.mp3", "x", ItemState.Failed, 2, "It is text."));
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/backfills/j/items?state=failed", Cancel);
        var item = json.GetProperty("items")[0];
        Assert.Equal(("x.mp3", "x", "failed", 2, "It is text."), (
            item.GetProperty("item").GetString(), item.GetProperty("trackId").GetString(), item.GetProperty("state").GetString(),
            item.GetProperty("attempts").GetInt32(), item.GetProperty("error").GetString()));
        Assert.Equal(ItemState.Failed, gateway.Catalog.ItemState);
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.GetAsync("/v1/backfills/j/items?state=odd", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/v1/backfills/none/items", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.GetAsync("/v1/backfills?cursor=bad", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Events_UntilTheEnd_AreSentOncePerChange()
    {
        var job = Samples.Job("j", Spec);
        foreach (var state in (BackfillJob[])[job, job, job with { Counts = new JobCounts(10, 9, 1, 0) },
            job with { State = JobState.Completed, Counts = new JobCounts(10, 9, 1, 0), FinishedAt = Samples.Time.AddSeconds(9) }])
        {
            gateway.Catalog.Jobs.Enqueue(state);
        }

        var text = await gateway.Client.GetStringAsync("/v1/backfills/j/events", Cancel);
        Assert.Equal(3, text.Split("event: job").Length - 1);
        Assert.Contains("\"state\":\"completed\"", text, StringComparison.Ordinal);
        Assert.Contains("\"elapsedSeconds\":9", text, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> StartAsync(string? key, string? source)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/backfills") { Content = JsonContent.Create(new { source }) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await gateway.Client.SendAsync(request, Cancel);
    }
}
