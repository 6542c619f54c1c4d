using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cluster.Abstractions.Backfills;
using Cluster.Gateway.Tests.Fakes;

namespace Cluster.Gateway.Tests;

public sealed class SchedulesApiTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Start_Accepted_SaysWhereTheScheduleIsAndWhenItIsDue()
    {
        var response = await gateway.Client.PostAsJsonAsync(
            "/v1/schedules", new { source = "/music/./x/..", every = "7d", window = "01:00-05:00", timeZone = "Europe/Istanbul", watch = true, priority = 2 }, Cancel);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"/v1/schedules/{json.GetProperty("id").GetString()}", response.Headers.Location!.ToString());
        Assert.Equal(("active", "/music", 604_800, 300, 2), (
            json.GetProperty("state").GetString(), json.GetProperty("source").GetString(), json.GetProperty("everySeconds").GetInt32(), json.GetProperty("watchSeconds").GetInt32(), json.GetProperty("priority").GetInt32()));
        Assert.Equal(("01:00-05:00", "Europe/Istanbul", FakeScheduleGrain.Next), (json.GetProperty("window").GetString(), json.GetProperty("timeZone").GetString(), json.GetProperty("nextAt").GetDateTimeOffset()));
    }

    [Theory]
    [InlineData("""{"every":"7d"}""", "source")]
    [InlineData("""{"source":"music","every":"7d"}""", "source")]
    [InlineData("""{"source":"/m"}""", "every")]
    [InlineData("""{"source":"/m","every":"often"}""", "every")]
    [InlineData("""{"source":"/m","every":"5m"}""", "every")]
    [InlineData("""{"source":"/m","every":"9999999d"}""", "every")]
    [InlineData("""{"source":"/m","every":"400d"}""", "every")]
    [InlineData("""{"source":"/m","watch":true,"watchEvery":"10s"}""", "watchEvery")]
    [InlineData("""{"source":"/m","watch":true,"watchEvery":"25h"}""", "watchEvery")]
    [InlineData("""{"source":"/m","every":"7d","watchEvery":"5m"}""", "watchEvery")]
    [InlineData("""{"rescore":true,"watch":true}""", "watch")]
    [InlineData("""{"source":"/m","every":"7d","window":"night"}""", "window")]
    [InlineData("""{"source":"/m","every":"7d","window":"01:00-01:00"}""", "window")]
    [InlineData("""{"source":"/m","every":"7d","window":"1-25:00"}""", "window")]
    [InlineData("""{"source":"/m","every":"7d","window":"01:00-05:00","timeZone":"Nowhere/Land"}""", "timeZone")]
    [InlineData("""{"source":"/m","every":"7d","timeZone":"Europe/Istanbul"}""", "timeZone")]
    [InlineData("""{"source":"/m","every":"7d","priority":10}""", "priority")]
    public async Task Start_BadRequest_NamesTheField(string body, string field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await gateway.Client.PostAsync("/v1/schedules", content, Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, field), (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Start_SameKey_IsTheSameScheduleAndAnotherRequestIsRefused()
    {
        var id = (await (await StartAsync("key-1", "7d")).Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
        gateway.Grains.Add<IBackfillScheduleGrain>(id, new FakeScheduleGrain(id) { Schedule = Sample(id) });
        Assert.Equal(HttpStatusCode.Accepted, (await StartAsync("key-1", "7d")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await StartAsync("key-1", "8d")).StatusCode);
    }

    [Fact]
    public async Task Commands_PauseResumeCancel_AnswerWithTheSchedule()
    {
        gateway.Grains.Add<IBackfillScheduleGrain>("s1", new FakeScheduleGrain("s1") { Schedule = Sample("s1") });
        Assert.Equal("paused", await StateAsync("s1", "pause"));
        Assert.Equal("active", await StateAsync("s1", "resume"));
        Assert.Equal("cancelled", await StateAsync("s1", "cancel"));
        Assert.Equal(HttpStatusCode.Conflict, (await gateway.Client.PostAsync("/v1/schedules/s1/resume", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.PostAsync("/v1/schedules/none/pause", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/v1/schedules/none", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync("/v1/schedules/s1", Cancel)).StatusCode);
    }

    [Fact]
    public async Task List_Schedules_SaysWhenEachIsDue()
    {
        gateway.Schedules.All.Add(Sample("s1") with { NextAt = null });
        gateway.Grains.Add<IBackfillScheduleGrain>("s1", new FakeScheduleGrain("s1") { Schedule = Sample("s1") });
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/schedules", Cancel);
        var one = Assert.Single(json.GetProperty("schedules").EnumerateArray());
        Assert.Equal(("s1", FakeScheduleGrain.Next), (one.GetProperty("id").GetString(), one.GetProperty("nextAt").GetDateTimeOffset()));
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.GetAsync("/v1/schedules?cursor=bad", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.GetAsync("/v1/schedules?limit=0", Cancel)).StatusCode);
    }

    private static BackfillSchedule Sample(string id) => new()
    {
        Id = id,
        Spec = new ScheduleSpec { Backfill = new BackfillSpec { Source = "/music" }, Every = TimeSpan.FromDays(7) },
        CreatedAt = Samples.Time,
        NextAt = FakeScheduleGrain.Next,
    };

    private Task<HttpResponseMessage> StartAsync(string key, string every)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/schedules") { Content = JsonContent.Create(new { source = "/music", every }) };
        request.Headers.Add("Idempotency-Key", key);
        return gateway.Client.SendAsync(request, Cancel);
    }

    private async Task<string?> StateAsync(string id, string verb) =>
        (await (await gateway.Client.PostAsync($"/v1/schedules/{id}/{verb}", null, Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("state").GetString();
}
