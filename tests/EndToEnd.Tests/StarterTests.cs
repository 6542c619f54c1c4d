using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>A new data folder, as a user has it: it tags at once, by the starter model.</summary>
public sealed class StarterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task NewFolder_TagsByTheStarterModel_BesideAShadowOfAnotherSchema()
    {
        Sounds.Write(folder.Combine("tone.wav"), 25, 3);
        Sounds.Write(folder.Combine("short.wav"), 5, 3);
        await using var cluster = await ClusterProcess.UpAsItComesAsync(folder.Combine("data"), Cancel);
        var librosa = Path.Combine(RepositoryPaths.Root, "tests", "Fixtures", "librosa-model");
        await RunAsync(cluster, "models", "register", librosa);
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(librosa, "manifest.json"), Cancel)).RootElement;
        var shadow = manifest.GetProperty("modelVersion").GetString()!;
        await RunAsync(cluster, "models", "shadow", shadow, "--reason", "a test");

        // A tone is no music that the model knows.
        using var answer = await PredictAsync(cluster, "tone.wav");
        var emotion = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(("mirtoolbox-v1-038fdf83", "review", "outOfDomain"), (Text(emotion, "schema"), Text(emotion, "decision"), Text(emotion, "reason")));

        // The schema of the champion does not take so short a clip, though the shadow's would.
        using var refused = await PredictAsync(cluster, "short.wav");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("clips of 23.8 to 47.5 s", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        // The shadow may have been loaded after the first answer: what is asked again in the end is scored by it too.
        while (!Regex.IsMatch(await RunAsync(cluster, "models", "shadows", "--json"), "\"predictions\":[1-9]"))
        {
            Cancel.ThrowIfCancellationRequested();
            (await PredictAsync(cluster, "tone.wav")).Dispose();
        }
    }

    private async Task<HttpResponseMessage> PredictAsync(ClusterProcess cluster, string file)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(folder.Combine(file), Cancel));
        return await cluster.Client.PostAsync("/v1/predictions", content, Cancel);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<string> RunAsync(ClusterProcess cluster, params string[] arguments)
    {
        var (code, output, error) = await ClusterProcess.RunAsync(Cancel, [.. arguments, "--gateway", cluster.Url]);
        Assert.True(code == 0, $"'{string.Join(' ', arguments)}' ended with exit code {code}\n{output}\n{error}");
        return output;
    }
}
