using System.Diagnostics;
using Cluster.Featurization;
using Cluster.Featurization.Writing;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.FeaturizerWorker.Tests;

public sealed class FfmpegInChildTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.m4a", "aac")]
    [InlineData("a.wma", "wmav2")]
    public async Task Featurize_FormatOfTheProgram_GivesTheClipsOfTheFeaturizer(string name, string encoder)
    {
        var wav = folder.Combine("a.wav");
        AudioEncoder.Write(wav, AudioFileFormat.Wav, 22_050, 1, Signal.Tune(1, 12, 22_050));
        var path = folder.Combine(name);
        FfmpegTool.Run("-i", wav, "-c:a", encoder, path);
        var expected = new List<FeaturizedClip>();
        new TrackFeaturizer(FeatureOptions.Default).Featurize(path, new ClipCutting(5, 5), 1, null, expected.Add, cancellationToken: Cancelled);
        await using var pool = new FeaturizerPool(new FeaturizerPoolOptions { Workers = 1, InteractiveWorkers = 0 });
        await pool.StartAsync(Cancelled);

        var result = await pool.FeaturizeAsync(new FeaturizeRequest(path, new(5, 5), StartS: 1), FeaturizeLane.Bulk, Cancelled);

        Assert.Null(result.Failure);
        Assert.Equal(expected.Select(clip => clip.Features.Vector), result.Clips.Select(clip => clip.Values.ToArray()));
    }

    [Fact]
    public async Task Kill_ChildWithAProgramOfItsOwn_EndsBoth()
    {
        // The grandchild holds the other end of a named pipe; the pipe's end is its end.
        using var fake = FakeChild.That("""sleep 100000 > "$dir/pipe" & wait""");
        using (var make = Process.Start("mkfifo", [fake.PathOf("pipe")])) await make.WaitForExitAsync(Cancelled);
        using var listener = Process.Start(new ProcessStartInfo("cat", [fake.PathOf("pipe")]) { RedirectStandardOutput = true })!;
        await using var pool = new FeaturizerPool(fake.Options with { ProgressTimeLimit = TimeSpan.FromSeconds(1) });
        await pool.StartAsync(Cancelled);

        var result = await pool.FeaturizeAsync(new FeaturizeRequest("/music/a.wma", new(5, 5)), FeaturizeLane.Bulk, Cancelled);

        Assert.Contains("hung", result.Failure?.Message, StringComparison.Ordinal);
        await listener.WaitForExitAsync(Cancelled);
        Assert.Equal(0, listener.ExitCode);
    }
}
