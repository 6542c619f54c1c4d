using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog;
using Cluster.Gateway.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Gateway.Tests.Lookups;

public sealed class LookupAnswersTests : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly GatewayFixture gateway;
    private readonly FakeTrackGrain grain = new("a") { Track = Samples.Track("a"), IsForEverybody = true };

    public LookupAnswersTests()
    {
        gateway = new GatewayFixture(clock: clock);
        gateway.Grains.Add<ITrackGrain>("a", grain);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Get_AgainWithinTheMoment_IsTheSameAnswerAndNoCall()
    {
        using var first = await gateway.Client.GetAsync("/v1/tracks/a", Cancel);
        using var second = await gateway.Client.GetAsync("/v1/tracks/a?unit=somebody", Cancel);
        Assert.Equal([null], grain.Units);
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancel), await second.Content.ReadAsStringAsync(Cancel));
        Assert.Equal((first.Headers.ETag, first.Content.Headers.ContentType), (second.Headers.ETag, second.Content.Headers.ContentType));
        Assert.Equal("application/json; charset=utf-8", second.Content.Headers.ContentType!.ToString());

        using var known = new HttpRequestMessage(HttpMethod.Get, "/v1/tracks/a");
        known.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await gateway.Client.SendAsync(known, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Get_WhenTheMomentIsOver_ShowsWhatIsNew()
    {
        Assert.Equal(1, await VersionAsync(1));
        grain.Track = grain.Track! with { Version = 2 };
        Assert.Equal(1, await VersionAsync());
        clock.Advance(LookupFreshness.Gateway);
        Assert.Equal(2, await VersionAsync());
    }

    [Fact]
    public async Task Get_AfterAWriteThroughThisGateway_ShowsItAtOnce()
    {
        var version = await VersionAsync(7);
        using var put = await gateway.Client.PutAsJsonAsync("/v1/tracks/a", new { title = "Kara Toprak" }, Cancel);
        put.EnsureSuccessStatusCode();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(version + 1, await VersionAsync());
        grain.Track = grain.Track! with { Version = 20 };
        Assert.Equal(version + 1, await VersionAsync());
        using var audio = await gateway.Client.PutAsync("/v1/tracks/a/audio", new ByteArrayContent([1, 2, 3]), Cancel);
        audio.EnsureSuccessStatusCode();
        Assert.Equal(20, await VersionAsync());
    }

    [Fact]
    public async Task Get_WithNoCache_AsksTheGrain()
    {
        await VersionAsync(1);
        grain.Track = grain.Track! with { Version = 2 };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tracks/a") { Headers = { CacheControl = new CacheControlHeaderValue { NoCache = true } } };
        using var answer = await gateway.Client.SendAsync(request, Cancel);
        Assert.Equal(2, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Get_WhileAnExperimentShowsTracks_AsksForEveryUser()
    {
        grain.IsForEverybody = false;
        foreach (var unit in (string[])["x", "y", "x"]) await gateway.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks/a?unit={unit}", Cancel);
        Assert.Equal(["x", "y", "x"], grain.Units);
    }

    [Fact]
    public async Task Get_UnknownTrack_IsAskedForAgain()
    {
        grain.Track = null;
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/v1/tracks/a", Cancel)).StatusCode);
        Assert.Equal(5, await VersionAsync(5));
    }

    [Fact]
    public async Task Metrics_AfterLookUps_SayWhoAnswered()
    {
        for (var i = 0; i < 3; i++) await VersionAsync();
        var metrics = await gateway.Client.GetStringAsync("/metrics", Cancel);
        Assert.Matches("cluster_gateway_lookups_total\\{[^}]*from=\"memory\"[^}]*\\} [1-9]", metrics);
        Assert.Matches("cluster_gateway_lookups_total\\{[^}]*from=\"silo\"[^}]*\\} [1-9]", metrics);
    }

    [Theory]
    [InlineData(nameof(GatewayOptions.LookupCacheBytes), -1)]
    [InlineData(nameof(GatewayOptions.MaxTrackAudioBytes), 0)]
    [InlineData(nameof(GatewayOptions.MaxPredictionBytes), 0)]
    public void Start_SettingOutOfItsRange_IsRefusedByName(string setting, long value)
    {
        var error = Assert.Throws<SettingsException>(() => new GatewayFixture(options => typeof(GatewayOptions).GetProperty(setting)!.SetValue(options, value)));
        Assert.Contains($"Gateway:{setting} is {value}", error.Message, StringComparison.Ordinal);
    }

    private async Task<long> VersionAsync(long? stored = null)
    {
        if (stored is { } version) grain.Track = (grain.Track ?? Samples.Track("a")) with { Version = version };
        return (await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/tracks/a", Cancel)).GetProperty("version").GetInt64();
    }
}
