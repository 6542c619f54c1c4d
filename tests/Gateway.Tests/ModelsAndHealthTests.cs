using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Models;
using Cluster.Gateway.Tests.Fakes;
using Cluster.TestKit;

namespace Cluster.Gateway.Tests;

public sealed class ModelsAndHealthTests : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };
    private readonly GatewayFixture gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Register_ArtefactOrJunk_IsCreatedOrRefused()
    {
        using var good = new ByteArrayContent(new byte[100]);
        Assert.Equal(HttpStatusCode.Created, (await gateway.Client.PostAsync("/v1/models", good, Cancel)).StatusCode);
        using var junk = new ByteArrayContent(new byte[3]);
        var response = await gateway.Client.PostAsync("/v1/models", junk, Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("It is no zip archive.", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Clip_ByItsId_IsFoundAndBadIdsAreExplained()
    {
        gateway.Grains.Add<IClipGrain>("a/b#1", new FakeClipGrain(Samples.Track("a/b").Clips[1]));
        var json = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/clips/a%2Fb%231", Cancel);
        Assert.Equal(("a/b#1", 15d, "sad"), (json.GetProperty("clipId").GetString(), json.GetProperty("startS").GetDouble(), json.GetProperty("prediction").GetProperty("label").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.GetAsync("/v1/clips/nohash", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/v1/clips/none%230", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Ready_WithAndWithoutACluster_SaysSo()
    {
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync("/health/live", Cancel)).StatusCode);
        Assert.Contains("lr-1", await gateway.Client.GetStringAsync("/health/ready", Cancel), StringComparison.Ordinal);
        gateway.Grains.Add<IModelGrain>(IModelGrain.Family, new FakeModelGrain { Registry = new ModelRegistryView() });
        Assert.Contains("degraded", await gateway.Client.GetStringAsync("/health/ready", Cancel), StringComparison.Ordinal);
        gateway.Grains.Add<IModelGrain>(IModelGrain.Family, new FakeModelGrain { Before = () => throw new TimeoutException() });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.Client.GetAsync("/health/ready", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Unknown_Path_IsAProblemToo()
    {
        var response = await gateway.Client.GetAsync("/v1/nothing", Cancel);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task BadJson_InABody_IsABadRequest()
    {
        using var body = new StringContent("{", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Client.PostAsync("/v1/backfills", body, Cancel)).StatusCode);
    }

    /// <summary>The API is a contract: a change of it is seen in review. Set UPDATE_OPENAPI=1 to write the file anew.</summary>
    [Fact]
    public async Task OpenApi_Generated_IsTheCommittedOne()
    {
        var path = Path.Combine(RepositoryPaths.Root, "docs", "openapi", "v1.json");
        var generated = await gateway.Client.GetStringAsync("/openapi/v1.json", Cancel);
        generated = JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(generated), Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, generated, Cancel);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, Cancel), generated);
    }
}
