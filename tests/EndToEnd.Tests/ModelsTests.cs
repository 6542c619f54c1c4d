using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>What an operator does with models, on the real process: register, shadow, promote, read the log, restart, roll back.</summary>
public sealed class ModelsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Operator_FromRegistrationToRollback_IsServedLoggedAndSurvivesARestart()
    {
        Sounds.Write(folder.Combine("clip.wav"), 30, 3);
        var audio = await File.ReadAllBytesAsync(folder.Combine("clip.wav"), Cancel);
        var model = TrainedModels.Sure(5, null, Cancel);
        await model.SaveAsync(folder.Combine("model"), Cancel);
        string starter;
        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
            starter = (await ModelOfAnAnswerAsync(cluster, audio))!;
            Assert.Equal(HttpStatusCode.Conflict, (await cluster.Client.PostAsync("/v1/models/rollback", null, Cancel)).StatusCode);
            await CliAsync(cluster, "register", folder.Combine("model"), "--reason", "trained on noise");
            await CliAsync(cluster, "shadow", model.Version);
            var card = await cluster.Client.GetFromJsonAsync<JsonElement>($"/v1/models/{model.Version}", Cancel);
            Assert.Equal(("shadow", model.Version), (card.GetProperty("aliases")[0].GetString(), card.GetProperty("card").GetProperty("modelVersion").GetString()));

            // One of two promotions on the same revision wins.
            var etag = (await cluster.Client.GetAsync("/v1/models", Cancel)).Headers.ETag!.ToString();
            Assert.Equal(HttpStatusCode.OK, (await PromoteAsync(cluster, model.Version, etag)).StatusCode);
            Assert.Equal(HttpStatusCode.PreconditionFailed, (await PromoteAsync(cluster, starter, etag)).StatusCode);
            await AnswersComeToAsync(cluster, audio, model.Version);
            await cluster.KillAsync(Cancel);
        }

        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
            Assert.Equal(model.Version, await ModelOfAnAnswerAsync(cluster, audio));
            await CliAsync(cluster, "rollback", "--reason", "it knows noise only", "--actor", "Ayşe");
            await AnswersComeToAsync(cluster, audio, starter);
            var audit = await cluster.Client.GetFromJsonAsync<JsonElement>("/v1/models/audit", Cancel);
            Assert.True(audit.GetProperty("chain").GetProperty("intact").GetBoolean());
            Assert.Equal(
                ["rolledBack", "promoted", "shadowSet", "registered", "promoted", "registered"], audit.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()!));
            Assert.Equal(("Ayşe", "it knows noise only"), (audit.GetProperty("entries")[0].GetProperty("actor").GetString(), audit.GetProperty("entries")[0].GetProperty("reason").GetString()));
            Assert.Contains("the log is whole: 6 entries", await CliAsync(cluster, "audit"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Shadow_OnTheRealProcess_ScoresIsComparedAndStaysStoppedAcrossARestart()
    {
        Sounds.Write(folder.Combine("music/clip.wav"), 30, 3);
        var model = TrainedModels.Sure(5, null, Cancel);
        await model.SaveAsync(folder.Combine("model"), Cancel);
        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel, "Shadows__FlushInterval=00:00:00.1"))
        {
            await CliAsync(cluster, "register", folder.Combine("model"));
            var (code, _, error) = await ClusterProcess.RunAsync(Cancel, ["models", "compare", model.Version, "--gateway", cluster.Url]);
            Assert.Equal(1, code);
            Assert.Contains("no clip in common yet", error, StringComparison.Ordinal);
            await CliAsync(cluster, "shadow", model.Version);

            // A silo follows within moments; each pass scores the track anew.
            while (await CompareAsync(cluster, model.Version) != 0)
            {
                var tagged = await ClusterProcess.RunAsync(Cancel, ["backfill", folder.Combine("music"), "--wait", "--force", "--gateway", cluster.Url]);
                Assert.True(tagged.ExitCode == 0, tagged.Error);
            }

            Assert.Contains(model.Version, await CliAsync(cluster, "shadows"), StringComparison.Ordinal);
            await CliAsync(cluster, "shadows", "stop", "--reason", "the disk is slow");
            await cluster.KillAsync(Cancel);
        }

        await using (var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
            Assert.Contains("shadows are stopped", await CliAsync(cluster, "shadows", "status"), StringComparison.Ordinal);
            var shadow = (await cluster.Client.GetFromJsonAsync<JsonElement>("/v1/models/shadows", Cancel)).GetProperty("shadows")[0];
            Assert.True(shadow.GetProperty("traffic").GetProperty("predictions").GetInt64() > 0);
            Assert.Equal(0, await CompareAsync(cluster, model.Version));
            await CliAsync(cluster, "shadows", "start");
            Assert.Contains("shadowsStopped", await CliAsync(cluster, "audit", "--json"), StringComparison.Ordinal);
        }
    }

    private static async Task<int> CompareAsync(ClusterProcess cluster, string version) =>
        (await ClusterProcess.RunAsync(Cancel, ["models", "compare", version, "--json", "--gateway", cluster.Url])).ExitCode;

    private static async Task<string> CliAsync(ClusterProcess cluster, params string[] arguments)
    {
        var (code, output, error) = await ClusterProcess.RunAsync(Cancel, ["models", .. arguments, "--gateway", cluster.Url]);
        Assert.True(code == 0, error);
        return output;
    }

    private static async Task<HttpResponseMessage> PromoteAsync(ClusterProcess cluster, string version, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/models/{version}/promote") { Content = JsonContent.Create(new { reason = "a test", force = true }) };
        request.Headers.Add("If-Match", etag);
        return await cluster.Client.SendAsync(request, Cancel);
    }

    private static async Task<string?> ModelOfAnAnswerAsync(ClusterProcess cluster, byte[] audio)
    {
        using var body = new ByteArrayContent(audio);
        using var response = await cluster.Client.PostAsync("/v1/predictions", body, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("modelVersion").GetString();
    }

    // Silos follow within moments of the promotion's answer; no answer fails meanwhile, which each call asserts.
    private static async Task AnswersComeToAsync(ClusterProcess cluster, byte[] audio, string version)
    {
        while (await ModelOfAnAnswerAsync(cluster, audio) != version) Cancel.ThrowIfCancellationRequested();
    }
}
