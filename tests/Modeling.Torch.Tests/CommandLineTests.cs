using System.Diagnostics;
using Cluster.Featurization.Writing;
using Cluster.TestKit;

namespace Cluster.Modeling.Torch.Tests;

public sealed class CommandLineTests
{
    private const int SampleRate = 22050;

    [Fact]
    public async Task TrainDeep_FolderOfAudio_WritesAModelThatEvaluateReads()
    {
        using var folder = new TemporaryFolder();
        WriteAudio(folder);
        var (code, output) = await RunAsync("train", "--deep", "--epochs", "2", "--audio", folder.Combine("audio"), "--cache", folder.Combine("cache"), "--out", folder.Combine("model"));
        Assert.True(code == 0, output);
        Assert.Contains("model cnn-", output, StringComparison.Ordinal);
        Assert.Contains("8192 features, schema logmel-v1-", output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.Combine("model/weights.safetensors")));

        (code, output) = await RunAsync("evaluate", "--model", folder.Combine("model"), "--audio", folder.Combine("audio"), "--cache", folder.Combine("cache"));
        Assert.True(code == 0, output);
        Assert.Contains("model cnn-", output, StringComparison.Ordinal);
    }

    // Six bright and six dark noises of a second each, by twelve artists.
    private static void WriteAudio(TemporaryFolder folder)
    {
        for (var i = 0; i < 12; i++)
        {
            var random = new Random(i);
            var samples = new float[SampleRate];
            var smooth = 0f;
            for (var n = 0; n < samples.Length; n++)
            {
                var noise = (float)random.NextDouble() - 0.5f;
                samples[n] = smooth = i % 2 == 0 ? noise : (0.95f * smooth) + (0.05f * noise);
            }

            var path = folder.Combine($"audio/{(i % 2 == 0 ? "happy" : "sad")}/artist{i}/song.wav");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var writer = new WavWriter(path, SampleRate, 1);
            writer.Write(samples);
        }
    }

    // The real program, in a process of its own: it finds the deep part in the folder that its settings name, and loads it apart from its own assemblies.
    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(built.Parent!.Parent!.FullName, "Cluster.Cli", built.Name, "cluster.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(texts));
    }
}
