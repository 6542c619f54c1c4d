using System.Text.Json.Nodes;
using Cluster.Gateway.Authorization;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Cluster.Gateway.Tests.Authorization;

public sealed class EndpointScopesTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("GET", "/v1/tracks/{id}", Scope.Read)]
    [InlineData("PUT", "/v1/tracks/{id}/audio", Scope.Ingest)]
    [InlineData("POST", "/v1/tracks/batch-get", Scope.Read)]
    [InlineData("POST", "/v1/predictions", Scope.Read)]
    [InlineData("GET", "/v1/review", Scope.Annotate)]
    [InlineData("GET", "/v1/models", Scope.Operate)]
    [InlineData("POST", "/v1/events", Scope.Read)]
    [InlineData("GET", "/v1/somethingNew", Scope.Operate)]
    [InlineData("GET", "/v1/{anything}", Scope.Operate)]
    public void Of_ACall_IsTheLeastThatItNeeds(string method, string path, object expected) =>
        Assert.Equal(expected, EndpointScopes.Of(RoutePatternFactory.Parse(path), method));

    /// <summary>What the table does not know would ask for the greatest scope: right for a moment, wrong to stay.</summary>
    [Fact]
    public async Task EveryCall_InTheDocument_NamesItsScopeAndIsInTheTable()
    {
        var document = JsonNode.Parse(await gateway.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            Assert.Contains(path.Split('/')[2], EndpointScopes.Rooms);
            foreach (var (_, operation) in operations!.AsObject()) Assert.NotNull(operation![ScopesInOpenApi.Extension]);
        }
    }
}
