using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Cluster.Gateway.Tests;

/// <summary>Requests that no handler ever sees, because they have no form that can be read.</summary>
public sealed class UnreadableRequestTests : IAsyncDisposable
{
    private readonly GatewayFixture gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("x", "body", "not JSON")]
    [InlineData("", "body", "needed")]
    [InlineData("null", "body", "needed")]
    [InlineData("[]", "body", "another kind")]
    [InlineData("{\"trackId\":", "trackId", "not JSON")]
    [InlineData("{\"trackId\":3}", "trackId", "another kind")]
    [InlineData("{\"trackId\":\"a\",\"author\":{\"kind\":1}}", "author", "another kind")]
    public async Task Body_ThatIsNoJsonOfTheRightKind_NamesTheField(string body, string field, string words)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        await AssertRefusedAsync(await gateway.Client.PostAsync("/v1/feedback", content, Cancel), HttpStatusCode.BadRequest, field, words);
    }

    [Fact]
    public async Task Body_OfAnotherMediaType_SaysWhichIsTaken()
    {
        using var content = new StringContent("trackId=a", Encoding.UTF8, "application/x-www-form-urlencoded");
        await AssertRefusedAsync(
            await gateway.Client.PostAsync("/v1/feedback", content, Cancel), HttpStatusCode.UnsupportedMediaType, null, "application/json", "unsupported-media-type");
    }

    [Fact]
    public async Task PathOrMethod_ThatThereIsNone_SaysWhereTheyAreListed()
    {
        await AssertRefusedAsync(await gateway.Client.GetAsync("/v1/nothing", Cancel), HttpStatusCode.NotFound, null, "/openapi/v1.json", "not-found");
        await AssertRefusedAsync(await gateway.Client.DeleteAsync("/v1/review", Cancel), HttpStatusCode.MethodNotAllowed, null, "Allow", "method-not-allowed");
    }

    [Fact]
    public async Task Parameter_ThatIsNoNumber_IsNamedWithItsValue() =>
        await AssertRefusedAsync(await gateway.Client.GetAsync("/v1/review?limit=many", Cancel), HttpStatusCode.BadRequest, "limit", "'many'");

    [Fact]
    public async Task Parameter_OfGreatLength_IsCut()
    {
        var response = await gateway.Client.GetAsync($"/v1/review?limit={new string('9', 5000)}", Cancel);
        await AssertRefusedAsync(response, HttpStatusCode.BadRequest, "limit", "999...");
        Assert.True((await response.Content.ReadAsStringAsync(Cancel)).Length < 500);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string? field, string words, string type = "bad-request")
    {
        Assert.Equal(status, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal($"urn:cluster:problem:{type}", problem.GetProperty("type").GetString());
        var detail = problem.GetProperty("detail").GetString()!;
        Assert.Contains(words, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Cluster.", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
        if (field is not null) Assert.Equal(field, problem.GetProperty("field").GetString());
    }
}
