using System.Text.RegularExpressions;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary><c>cluster demo</c>, as somebody who has just come runs it.</summary>
public sealed partial class DemoTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Demo_OfANewFolder_ShowsTheStarterModelBesideItsOwn_AndAgain()
    {
        var first = await DemoAsync();
        var starter = StarterVersion();
        Assert.Contains($"The champion stays {starter}, the starter model", first, StringComparison.Ordinal);
        Assert.Contains(" tagged, 0 unchanged, 0 failed", first, StringComparison.Ordinal);
        Assert.DoesNotContain("so far", first, StringComparison.Ordinal);
        var (champion, candidate) = Compared(first);
        Assert.Equal((starter, Trained(first)), (champion, candidate));

        // The shadow learned this kind of music, and the champion has never met it.
        var (answered, beside) = Accuracies(first);
        Assert.True(beside > answered, $"{answered} against {beside}\n{first}");

        var second = await DemoAsync();
        Assert.Contains("completed, 0 tagged, ", second, StringComparison.Ordinal);
        Assert.Equal((Compared(first), Accuracies(first)), (Compared(second), Accuracies(second)));
    }

    [Fact]
    public async Task Demo_OfAFolderWithAModelOfSomebodysOwn_IsRefused()
    {
        // A starter model that is not the one that comes with the program is somebody's own.
        await using (await ClusterProcess.UpAsync(folder.Combine("data"), Cancel))
        {
        }

        var (code, _, error) = await ClusterProcess.RunAsync(Cancel, Arguments());
        Assert.Equal(1, code);
        Assert.Contains("choose another folder with --data", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Combine("data/demo-music")));
    }

    [GeneratedRegex(@"Trained (?<version>\S+) on")]
    private static partial Regex TrainedLine { get; }

    [GeneratedRegex(@"^(?<candidate>\S+) beside (?<champion>\S+):", RegexOptions.Multiline)]
    private static partial Regex ComparedLine { get; }

    [GeneratedRegex(@"the champion calls (?<champion>[\d.]+)% right and the shadow (?<shadow>[\d.]+)%")]
    private static partial Regex ShortLine { get; }

    private static string Trained(string output) => Found(TrainedLine, output).Groups["version"].Value;

    private static (string Champion, string Candidate) Compared(string output)
    {
        var line = Found(ComparedLine, output);
        return (line.Groups["champion"].Value, line.Groups["candidate"].Value);
    }

    private static (double Champion, double Shadow) Accuracies(string output)
    {
        var line = Found(ShortLine, output);
        return (double.Parse(line.Groups["champion"].Value, System.Globalization.CultureInfo.InvariantCulture), double.Parse(line.Groups["shadow"].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Match Found(Regex line, string output)
    {
        var match = line.Match(output);
        Assert.True(match.Success, output);
        return match;
    }

    private static string StarterVersion()
    {
        using var manifest = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryPaths.Root, "src", "Silo", "starter-model", "manifest.json")));
        return manifest.RootElement.GetProperty("modelVersion").GetString()!;
    }

    private string[] Arguments() => ["demo", "--no-serve", "--tracks", "32", "--data", folder.Combine("data"), "--urls", "http://127.0.0.1:0"];

    private async Task<string> DemoAsync()
    {
        var (code, output, error) = await ClusterProcess.RunAsync(Cancel, Arguments());
        Assert.True(code == 0, $"exit code {code}\n{output}\n{error}");
        return output;
    }
}
