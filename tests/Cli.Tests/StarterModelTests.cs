using System.Text.Json;
using Cluster.Modeling.Artefacts;
using Cluster.TestKit;

namespace Cluster.Cli.Tests;

/// <summary>The model that a new data folder starts with.</summary>
public sealed class StarterModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static string Folder => Path.Combine(RepositoryPaths.Root, "src", "Silo", "starter-model");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Artefact_HoldsStatisticsAndNoRows()
    {
        var artefact = await ModelArtefact.LoadAsync(Folder, Cancel);
        Assert.Equal("mirtoolbox-v1-038fdf83", artefact.Manifest.SchemaId);
        Assert.Contains("10.24432/C5JG93", artefact.CardMarkdown, StringComparison.Ordinal);

        // Kernels keep centres, which are rows; linear scores have one number for each class and feature.
        using var weights = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "weights.json"), Cancel));
        Assert.All(weights.RootElement.GetProperty("members").EnumerateArray(), member => Assert.Equal("linear", member.GetProperty("scores").GetProperty("kind").GetString()));
        Assert.InRange(Directory.GetFiles(Folder).Sum(file => new FileInfo(file).Length), 1, 150_000);
    }

    [Fact]
    [Trait("Suite", "Slow")]
    public async Task Training_AsTheScriptDoesIt_GivesTheSameBytes()
    {
        var table = Needs.SharedData("turkish-music-emotion/acoustic_features.csv");
        var manifest = (await ModelArtefact.LoadAsync(Folder, Cancel)).Manifest;
        // The artefact names the runtime that made it, so another one makes other bytes: no fault of anybody's.
        Assert.SkipUnless(manifest.Versions[".NET"] == Environment.Version.ToString(), $"The starter model was made with .NET {manifest.Versions[".NET"]}.");
        Assert.Equal(0, await new CliRun().RunAsync([.. Arguments(), "--features", table, "--out", folder.Combine("model"), "--report", folder.Combine("report.json")]));

        foreach (var file in Directory.GetFiles(Folder))
            Assert.Equal(await File.ReadAllTextAsync(file, Cancel), await File.ReadAllTextAsync(folder.Combine("model/" + Path.GetFileName(file)), Cancel));
    }

    [Fact]
    public async Task Train_WithoutAnUnknownFeature_NamesIt()
    {
        folder.Write("table.csv", "class,a,b\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{(i % 2 == 0 ? "happy" : "sad")},{i},{i * i}\n")));
        var run = new CliRun();
        Assert.Equal(1, await run.RunAsync("train", "--features", folder.Combine("table.csv"), "--without", "c", "--out", folder.Combine("model")));
        Assert.Contains("no feature 'c'", run.Error, StringComparison.Ordinal);
    }

    // The options of scripts/make-starter-model.sh but for its paths: what the script says is what is tested.
    private static IEnumerable<string> Arguments()
    {
        var script = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "scripts", "make-starter-model.sh")).Replace("\\\n", " ", StringComparison.Ordinal);
        var line = script.Split('\n').Single(line => line.Contains("cluster.dll", StringComparison.Ordinal));
        var description = line[(line.IndexOf('\'', StringComparison.Ordinal) + 1)..line.LastIndexOf('\'')];
        var words = line[(line.IndexOf(" train ", StringComparison.Ordinal) + 1)..line.IndexOf("--description", StringComparison.Ordinal)];
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is "--features" or "--out" or "--report") i++;
            else yield return parts[i];
        }

        yield return "--description";
        yield return description;
    }
}
