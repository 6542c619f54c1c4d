using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Torch.Tests.Support;
using Cluster.TestKit;

namespace Cluster.Modeling.Torch.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task TrainDeep_TableOfPatches_WritesAModelThatEvaluateReads()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("patches.csv", ToCsv());
        var (code, output) = await RunAsync("train", "--deep", "--patch", "16x16", "--epochs", "2", "--features", table, "--schema", "logmel-v1", "--out", folder.Combine("model"));
        Assert.True(code == 0, output);
        Assert.Contains("model cnn-", output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.Combine("model/weights.safetensors")));

        (code, output) = await RunAsync("evaluate", "--model", folder.Combine("model"), "--features", table);
        Assert.True(code == 0, output);
        Assert.Contains("model cnn-", output, StringComparison.Ordinal);
    }

    private static string ToCsv()
    {
        var patches = Patches.Stripes(pairsPerClass: 5);
        var text = new StringBuilder(string.Join(',', patches.FeatureNames)).Append(",Class\n");
        foreach (var row in patches.Rows) text.AppendJoin(',', row.Features.Select(value => value.ToString("R", CultureInfo.InvariantCulture))).Append(',').Append(row.Label.ToName()).Append('\n');
        return text.ToString();
    }

    // The real program, in a process of its own: it finds the deep part in the folder that its settings name, and loads it apart from its own assemblies.
    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(built.Parent!.Parent!.FullName, "Cluster.Cli", built.Name, "cluster.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var texts = await Task.WhenAll(output, error);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(texts));
    }
}
