using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Modeling.Artefacts;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>An operator's whole day on one real process, by the calls that an operator makes: from two new models to a champion, its explanation and its return, an experiment, and a model trained anew.</summary>
public sealed class OperatorTests : IDisposable
{
    private const int Tracks = 12;
    private static readonly string[] Emotions = ["happy", "sad", "angry", "relaxed"];

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Operator_FromTwoModelsToOneTrainedAnew_HasEveryCallAnswered()
    {
        for (var i = 0; i < Tracks; i++) Sounds.Write(folder.Combine($"music/artist {i % 6}/türkü {i}.wav"), 4, 2 * i);
        await using var cluster = await ClusterProcess.UpAsync(
            folder.Combine("data"), Cancel, "Shadows__FlushInterval=00:00:00.1", "Drift__FlushInterval=00:00:01", "Retraining__LeastPerEmotion=2", "Retraining__PollInterval=00:00:00.1", "Retraining__Automatic=false");
        var shell = new Operator(cluster, folder);
        var starter = (await cluster.Client.GetFromJsonAsync<JsonElement>("/v1/models", Cancel)).GetProperty("champion").GetString()!;
        var (first, second) = (TrainedModels.Sure(5, null, Cancel), TrainedModels.Sure(6, null, Cancel));
        foreach (var model in (ModelArtefact[])[first, second])
        {
            await model.SaveAsync(folder.Combine(model.Version), Cancel);
            await shell.DoAsync("models", "register", folder.Combine(model.Version));
            await shell.DoAsync("models", "shadow", model.Version);
        }

        await ShadowAndCompareAsync(shell, first.Version);
        await LabelAsync(shell, cluster);
        await PromoteAndReturnAsync(shell, cluster, first.Version, starter);
        await ExperimentAsync(shell, second.Version);
        await TrainAnewAsync(shell);

        // Nothing was counted often enough for a window of drift; what is missing is said.
        Assert.Contains("more are needed", await shell.RefusedAsync("drift"), StringComparison.Ordinal);
        Assert.Contains("no alerts", await shell.DoAsync("drift", "alerts"), StringComparison.Ordinal);
        Assert.Contains("the log is whole", await shell.DoAsync("models", "audit"), StringComparison.Ordinal);
    }

    private static async Task ShadowAndCompareAsync(Operator shell, string version)
    {
        Assert.Contains("no clip in common yet", await shell.RefusedAsync("models", "compare", version), StringComparison.Ordinal);

        // A silo follows within moments; each pass scores the tracks anew.
        do await shell.BackfillAsync("--force");
        while (await shell.TryAsync("models", "compare", version) is not { ExitCode: 0 });
        Assert.Contains("No labelled clips", await shell.DoAsync("models", "compare", version), StringComparison.Ordinal);
        Assert.Contains(version, await shell.DoAsync("models", "shadows"), StringComparison.Ordinal);
        Assert.Contains("may not be promoted unless you force it", (await shell.TryAsync("models", "gates", version)).Output, StringComparison.Ordinal);
        Assert.Contains("would change their emotion", await shell.DoAsync("models", "replay", version, "--wait"), StringComparison.Ordinal);
    }

    private static async Task LabelAsync(Operator shell, ClusterProcess cluster)
    {
        for (var i = 0; i < Tracks; i++) await shell.DoAsync("feedback", "add", IdOf(i), "--emotion", Emotions[i % 4], "--author", "Neriman");
        await shell.DoAsync("feedback", "add", IdOf(0), "--emotion", "mutlu", "--author", "Bora");
        Assert.Contains("2 raters", await shell.DoAsync("feedback", "agreement"), StringComparison.Ordinal);
        Assert.Contains("There is no track 'none'", await shell.RefusedAsync("feedback", "add", "none", "--correct", "--author", "Bora"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await cluster.Client.GetAsync("/v1/review", Cancel)).StatusCode);
        Assert.Equal(Tracks, (await cluster.Client.GetFromJsonAsync<JsonElement>("/v1/labels", Cancel)).GetProperty("labels").GetArrayLength());
        Assert.Contains("12", await shell.DoAsync("stats", "emotions", "--by", "artist"), StringComparison.Ordinal);
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await shell.WriteAsync("events.jsonl", JsonSerializer.Serialize(new { id = "e", kind = "play", trackId = IdOf(1), at, session = "s", unit = "u" }));
        Assert.StartsWith("1 new", await shell.DoAsync("events", "import", shell.PathOf("events.jsonl")), StringComparison.Ordinal);
    }

    private static async Task PromoteAndReturnAsync(Operator shell, ClusterProcess cluster, string version, string starter)
    {
        Assert.Contains("macroF1", await shell.RefusedAsync("models", "promote", version), StringComparison.Ordinal);
        Assert.Contains("--reason", await shell.RefusedAsync("models", "promote", version, "--force"), StringComparison.Ordinal);
        Assert.Contains("is not registered", await shell.RefusedAsync("models", "promote", "none", "--force", "--reason", "a typing error"), StringComparison.Ordinal);
        Assert.Contains("is watched until", await shell.DoAsync("models", "promote", version, "--force", "--reason", "to see it"), StringComparison.Ordinal);
        await TaggedByAsync(shell, cluster, version);
        Assert.Contains("against", await shell.DoAsync("explain", IdOf(1)), StringComparison.Ordinal);
        await shell.DoAsync("models", "rollback", "--reason", "seen");
        await TaggedByAsync(shell, cluster, starter);
        Assert.Contains("forced", await shell.DoAsync("models", "audit"), StringComparison.Ordinal);
    }

    private static async Task ExperimentAsync(Operator shell, string version)
    {
        Assert.Contains("there is none", await shell.RefusedAsync("experiments", "create", "canary", "--arm", "control=50%", "--arm", "new=50%:challenger"), StringComparison.Ordinal);
        await shell.DoAsync("models", "challenger", version);
        var created = JsonDocument.Parse(await shell.DoAsync("experiments", "create", "canary", "--arm", "control=50%", "--arm", "new=50%:challenger", "--json")).RootElement;
        var id = created.GetProperty("id").GetString()!;
        await shell.DoAsync("experiments", "start", id);
        string shown;
        do
        {
            await shell.BackfillAsync("--force");
            shown = await shell.DoAsync("experiments", "show", id, "--json");
        }
        while (JsonDocument.Parse(shown).RootElement.GetProperty("arms").EnumerateArray().Sum(arm => arm.GetProperty("exposed").GetInt64()) < Tracks);
        Assert.Contains(version, await shell.DoAsync("experiments", "show", id), StringComparison.Ordinal);
        await shell.DoAsync("experiments", "shares", id, "--share", "new=20%");
        await shell.DoAsync("experiments", "stop", id, "--reason", "enough");
        Assert.Contains("without a winner", await shell.DoAsync("experiments", "conclude", id, "--reason", "too few"), StringComparison.Ordinal);
        Assert.Contains("It is over", await shell.RefusedAsync("experiments", "start", id), StringComparison.Ordinal);
    }

    private static async Task TrainAnewAsync(Operator shell)
    {
        await shell.DoAsync("models", "retrain", "--reason", "labels have come");
        string shown;
        do shown = await shell.DoAsync("models", "retraining");
        while (!shown.Contains("no training is under way", StringComparison.Ordinal));
        Assert.True(shown.Contains("succeeded", StringComparison.Ordinal), shown);
        var versions = JsonDocument.Parse(await shell.DoAsync("models", "list", "--json")).RootElement.GetProperty("versions").EnumerateArray();
        var trained = Assert.Single(versions, version => shown.Contains(version.GetProperty("version").GetString()!, StringComparison.Ordinal));
        Assert.Equal("shadow", trained.GetProperty("aliases")[0].GetString());
    }

    private static async Task TaggedByAsync(Operator shell, ClusterProcess cluster, string version)
    {
        do await shell.BackfillAsync();
        while ((await cluster.Client.GetFromJsonAsync<JsonElement>($"/v1/tracks/{Uri.EscapeDataString(IdOf(1))}", Cancel)).GetProperty("emotion").GetProperty("modelVersion").GetString() != version);
    }

    private static string IdOf(int i) => $"artist {i % 6}/türkü {i}";

    /// <summary>The command line against one cluster.</summary>
    private sealed class Operator(ClusterProcess cluster, TemporaryFolder folder)
    {
        public string PathOf(string name) => folder.Combine(name);

        public Task WriteAsync(string name, string text) => File.WriteAllTextAsync(PathOf(name), text, Cancel);

        public Task<string> BackfillAsync(params string[] options) => DoAsync(["backfill", folder.Combine("music"), "--wait", .. options]);

        public Task<(int ExitCode, string Output, string Error)> TryAsync(params string[] arguments) => ClusterProcess.RunAsync(Cancel, [.. arguments, "--gateway", cluster.Url]);

        public async Task<string> DoAsync(params string[] arguments)
        {
            var (code, output, error) = await TryAsync(arguments);
            Assert.True(code == 0, $"'{string.Join(' ', arguments)}' ended with exit code {code}\n{output}\n{error}");
            return output;
        }

        public async Task<string> RefusedAsync(params string[] arguments)
        {
            var (code, output, error) = await TryAsync(arguments);
            Assert.True(code is 1 or 2, $"'{string.Join(' ', arguments)}' ended with exit code {code}\n{output}\n{error}");
            return error;
        }
    }
}
