using System.Globalization;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Predictions;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.FeaturizerWorker.Tests;

/// <summary>The child that is shipped with a native decoder that really breaks: the file fails, and nothing else does.</summary>
public sealed class BrokenDecoderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Decoder_ThatCrashes_CostsItsFileOnly()
    {
        await using var pool = await StartAsync(BrokenDecoder.Crash);

        var before = await GoodFileAsync(pool);
        var bad = await BadFileAsync(pool);
        var after = await GoodFileAsync(pool);

        Assert.Equal(FailureKind.DecoderFault, bad.Failure?.Kind);
        Assert.Contains("crashed", bad.Failure?.Message);
        Assert.Equal(new ChildLosses { Crashed = 2 }, pool.Statistics.Losses);
        Assert.Equal(Bits(before), Bits(after));
    }

    [Fact]
    public async Task Decoder_ThatHangs_CostsItsFileOnly()
    {
        await using var pool = await StartAsync(
            BrokenDecoder.Hang, options => options with { ProgressTimeLimit = TimeSpan.FromSeconds(10), WatchInterval = TimeSpan.FromMilliseconds(20) });

        var before = await GoodFileAsync(pool);
        var bad = await BadFileAsync(pool);
        var after = await GoodFileAsync(pool);

        Assert.Contains("hung", bad.Failure?.Message);
        Assert.Equal(new ChildLosses { Hung = 2 }, pool.Statistics.Losses);
        Assert.Equal(Bits(before), Bits(after));
    }

    [Fact]
    public async Task Decoder_ThatTakesAllMemory_IsRefusedItByTheKernel()
    {
        const long Limit = 512L << 20;
        // The watch does not look: what holds is the kernel's limit.
        await using var pool = await StartAsync(
            BrokenDecoder.Hog, options => options with { MemoryLimitBytes = Limit, WatchInterval = TimeSpan.FromHours(1) });

        var before = await GoodFileAsync(pool);
        var bad = await BadFileAsync(pool);
        var status = await File.ReadAllLinesAsync($"/proc/{pool.ChildIds.Single()}/status", Cancelled);

        Assert.NotNull(bad.Failure);
        Assert.Equal(new ChildLosses(), pool.Statistics.Losses);
        Assert.InRange(KiB(status, "VmHWM"), KiB(status, "RssFile") + 1, (Limit / 4 * 5 + (128 << 20)) >> 10);
        Assert.NotEmpty(before.Clips);
    }

    [Fact]
    public async Task Child_Limits_AreSetForGood()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Limits are read from /proc.");
        await using var pool = new FeaturizerPool(new FeaturizerPoolOptions { Workers = 1, InteractiveWorkers = 0, MemoryLimitBytes = 600L << 20 });
        await pool.StartAsync(Cancelled);

        var limits = await File.ReadAllLinesAsync($"/proc/{pool.ChildIds.Single()}/limits", Cancelled);

        Assert.Equal(["0", "0"], Of("Max core file size"));
        Assert.Equal(["0", "0"], Of("Max file size"));
        Assert.Equal(["786432000", "786432000"], Of("Max data size"));

        string[] Of(string name)
        {
            var line = limits.Single(line => line.StartsWith(name, StringComparison.Ordinal));
            return line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2];
        }
    }

    private static long KiB(string[] status, string name)
    {
        var line = status.Single(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static IEnumerable<int> Bits(FeaturizeResult result) => result.Clips.Single().Values.Select(BitConverter.SingleToInt32Bits);

    private async Task<FeaturizerPool> StartAsync(byte[] code, Func<FeaturizerPoolOptions, FeaturizerPoolOptions>? change = null)
    {
        var options = new FeaturizerPoolOptions { Workers = 1, InteractiveWorkers = 0, Command = BrokenDecoder.Install(folder.Path, code) };
        var pool = new FeaturizerPool(change?.Invoke(options) ?? options);
        await pool.StartAsync(Cancelled);
        return pool;
    }

    /// <summary>WAV needs no native decoder.</summary>
    private async Task<FeaturizeResult> GoodFileAsync(FeaturizerPool pool)
    {
        var wav = new WavBytes { SampleRate = 8000 }.Build(Array.ConvertAll(Signal.Tune(1, 2, 8000), sample => (double)sample));
        var result = await pool.FeaturizeAsync(new FeaturizeRequest(folder.Write("good.wav", wav), ClipPlan.Default), FeaturizeLane.Bulk, Cancelled);
        Assert.Null(result.Failure);
        return result;
    }

    private async Task<FeaturizeResult> BadFileAsync(FeaturizerPool pool) => await pool.FeaturizeAsync(
        new FeaturizeRequest(folder.Write("bad.flac", "fLaC, or so it says"), ClipPlan.Default), FeaturizeLane.Bulk, Cancelled);
}
