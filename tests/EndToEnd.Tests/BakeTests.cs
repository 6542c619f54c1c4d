using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>A champion that knows nothing is promoted by force; the process dies in the middle of the watch, and the watch goes on.</summary>
public sealed class BakeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Champion_ThatSendsEverythingToReview_IsRolledBackAlsoAfterAKill()
    {
        Sounds.Write(folder.Combine("clip.wav"), 30, 3);
        var audio = await File.ReadAllBytesAsync(folder.Combine("clip.wav"), Cancel);
        var model = TrainedModels.Unsure(Cancel);
        await model.SaveAsync(folder.Combine("model"), Cancel);
        string starter;
        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
            starter = (await cluster.Client.GetFromJsonAsync<JsonElement>("/v1/models", Cancel)).GetProperty("champion").GetString()!;
            Assert.Equal(0, (await ModelsAsync(cluster, "register", folder.Combine("model"))).Code);
            var blocked = await ModelsAsync(cluster, "promote", model.Version);
            Assert.Equal(1, blocked.Code);
            Assert.Contains("may not be promoted", blocked.Error, StringComparison.Ordinal);
            Assert.Equal(1, (await ModelsAsync(cluster, "gates", model.Version)).Code);
            var forced = await ModelsAsync(cluster, "promote", model.Version, "--force", "--reason", "to see it fail");
            Assert.True(forced.Code == 0, forced.Error);
            Assert.Contains($"{starter} comes back when a limit breaks", forced.Output, StringComparison.Ordinal);
            await cluster.KillAsync(Cancel);
        }

        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
            var bake = (await cluster.Client.GetFromJsonAsync<JsonElement>("/v1/models", Cancel)).GetProperty("bake");
            Assert.Equal((model.Version, "watching"), (bake.GetProperty("version").GetString(), bake.GetProperty("state").GetString()));

            // Every answer counts; none fails, before or after.
            while (await ModelOfAnAnswerAsync(cluster, audio) != starter) Cancel.ThrowIfCancellationRequested();
            var entry = (await cluster.Client.GetFromJsonAsync<JsonElement>("/v1/models/audit?limit=1", Cancel)).GetProperty("entries")[0];
            Assert.Equal(("rolledBack", "cluster", starter), (entry.GetProperty("action").GetString(), entry.GetProperty("actor").GetString(), entry.GetProperty("version").GetString()));
            Assert.Contains("go to review", entry.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }
    }

    private static Task<(int Code, string Output, string Error)> ModelsAsync(ClusterProcess cluster, params string[] arguments) =>
        ClusterProcess.RunAsync(Cancel, ["models", .. arguments, "--gateway", cluster.Url]);

    private static async Task<string?> ModelOfAnAnswerAsync(ClusterProcess cluster, byte[] audio)
    {
        using var body = new ByteArrayContent(audio);
        using var response = await cluster.Client.PostAsync("/v1/predictions", body, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("modelVersion").GetString();
    }
}
