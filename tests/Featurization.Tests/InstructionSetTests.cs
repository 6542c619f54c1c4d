using System.Diagnostics;
using System.Text.Json;
using Cluster.Featurization.Tests.Golden;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests;

/// <summary>Tests run once more in processes whose runtime does without some instructions: it reads these switches when it starts.</summary>
public sealed class InstructionSetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("EnableAVX512", "Golden.SyntheticParityTests")]
    [InlineData("EnableAVX2", "Golden.SyntheticParityTests")]
    [InlineData("EnableHWIntrinsic", "KnownAnswerTests")] // a whole clip takes a second without any vectors
    public Task Parity_WithoutAnInstructionSet_HoldsAsWell(string setting, string clips) =>
        RunWithout(setting, [clips, "Spectral.FramedFftTests", "Spectral.PlanarFftTests", "Spectral.SpectralContrastTests", "Statistics.SummarizerTests"]);

    [Theory]
    [InlineData("EnableAVX512")]
    [InlineData("EnableAVX2")]
    [InlineData("EnableHWIntrinsic")]
    public async Task Vectors_WithoutAnInstructionSet_AreTheSame(string setting)
    {
        _ = Needs.SharedData("golden");
        await RunWithout(setting, ["Golden.MusicParityTests"]);

        var vectors = Directory.GetFiles(folder.Path);
        Assert.NotEmpty(vectors);
        foreach (var vector in vectors)
        {
            var file = MusicParityTests.Files.Keys.Single(name => Path.GetFileName(name) == Path.GetFileName(vector));
            var expected = MusicParityTests.Featurize(file).Vector;
            var actual = JsonSerializer.Deserialize<float[]>(await File.ReadAllTextAsync(vector, TestContext.Current.CancellationToken))!;
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < expected.Length; i++)
            {
                // The valley of the uppermost contrast band of a resampled file is rounding.
                var name = FeatureSchema.Default.Names[i];
                if (name.StartsWith("contrast_", StringComparison.Ordinal) && name.EndsWith("_7", StringComparison.Ordinal)) continue;
                Tolerance.Near(expected[i], actual[i], 1e-5 * Math.Max(0.1, Math.Abs(expected[i])), $"{name} of {file}");
            }
        }
    }

    [Theory]
    [Trait("Suite", "Slow")]
    [InlineData("EnableAVX512")]
    [InlineData("EnableAVX2")]
    [InlineData("EnableHWIntrinsic")]
    public Task Parity_OfEverythingWithoutAnInstructionSet_HoldsAsWell(string setting) => RunWithout(
        setting,
        ["MirToolbox.MirKnownAnswerTests", "MirToolbox.MirParityTests", "Golden.SyntheticParityTests", "Golden.RecordingParityTests", "Reference.ReferenceParityTests", "Resampling.ResamplerTests", "Loudness.LoudnessMeterTests"]);

    private async Task RunWithout(string setting, string[] classes)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_" + setting] = "0", [MusicParityTests.VectorFolderVariable] = folder.Path },
        };
        foreach (var name in classes)
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add($"Cluster.Featurization.Tests.{name}");
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await output + await errors);
        Assert.Contains("Failed: 0", await output, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0,", await output, StringComparison.Ordinal);
    }
}
