using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Predictions;
using Cluster.Featurization;
using Cluster.Featurization.Writing;
using Cluster.FeaturizerWorker.Protocol;

namespace Cluster.FeaturizerWorker.Tests;

/// <summary>The pool with the child that is shipped.</summary>
public sealed class RealChildTests(RealChildTests.SharedPool shared) : IClassFixture<RealChildTests.SharedPool>
{
    private static readonly FeatureSchema Schema = FeatureSchema.Default;
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Featurize_File_GivesTheVectorsThatThisProcessWouldGive()
    {
        var path = shared.WriteWav("tone.wav", seconds: 25);
        var expected = new List<Featurization.FeaturizedClip>();
        new TrackFeaturizer(FeatureOptions.Default).Featurize(path, new ClipCutting(10, 10), 0, null, expected.Add, cancellationToken: Cancelled);

        var result = await shared.Pool.FeaturizeAsync(new FeaturizeRequest(path, new ClipPlan(10, 10)), FeaturizeLane.Interactive, Cancelled);

        Assert.Null(result.Failure);
        Assert.Equal([(0, 0.0, 10.0), (1, 10.0, 10.0), (2, 15.0, 10.0)], result.Clips.Select(clip => (clip.Index, clip.StartS, clip.DurationS)));
        Assert.Equal(
            expected.Select(clip => clip.Features.Vector.Select(BitConverter.SingleToInt32Bits)),
            result.Clips.Select(clip => clip.Values.Select(BitConverter.SingleToInt32Bits)));
        Assert.Equal(new FeaturizedAudio
        {
            SchemaId = Schema.Id,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, Cancelled))),
            SizeBytes = new FileInfo(path).Length,
            ModifiedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero),
            DurationS = 25,
            SampleRate = 8000,
            Channels = 1,
        }, result.Audio);
    }

    [Theory]
    [InlineData(25, true)]
    [InlineData(20, false)]
    public async Task Featurize_SeveralSchemas_GivesWhatEachTakesFromOneDecode(int seconds, bool taken)
    {
        var path = shared.WriteWav($"schemas-{seconds}.wav", seconds);
        var table = FeatureSchema.Find(FeatureSchema.MirToolboxVersion)!;
        var request = new FeaturizeRequest(path, new ClipPlan(30, 30)) { Schemas = [table, Schema] };

        var result = await shared.Pool.FeaturizeAsync(request, FeaturizeLane.Interactive, Cancelled);

        Assert.Equal([table.Id, Schema.Id], result.Schemas.Select(schema => schema.SchemaId));
        Assert.Equal([Schema.Length], result.Schemas[1].Clips.Select(clip => clip.Values.Length));
        Assert.Equal(taken ? [table.Length] : Array.Empty<int>(), result.Schemas[0].Clips.Select(clip => clip.Values.Length));
        if (taken) Assert.Null(result.Schemas[0].Refusal);
        else Assert.Contains("20.0 s", result.Schemas[0].Refusal, StringComparison.Ordinal);

        var twice = await shared.Pool.FeaturizeAsync(request with { Schemas = [Schema, Schema] }, FeaturizeLane.Interactive, Cancelled);
        Assert.Equal(FailureKind.BadRequest, twice.Failure?.Kind);
    }

    [Fact]
    public async Task Featurize_OtherSchema_GivesItsVectorsAndItsName()
    {
        var path = shared.WriteWav("patch.wav", seconds: 12);
        var expected = new List<Featurization.FeaturizedClip>();
        new TrackFeaturizer(FeatureOptions.LogMel).Featurize(path, new ClipCutting(10, 10), 0, null, expected.Add, cancellationToken: Cancelled);
        await using var pool = new FeaturizerPool(new FeaturizerPoolOptions { Workers = 1, Features = FeatureOptions.LogMel });
        await pool.StartAsync(Cancelled);

        var result = await pool.FeaturizeAsync(new FeaturizeRequest(path, new ClipPlan(10, 10)), FeaturizeLane.Bulk, Cancelled);

        Assert.Null(result.Failure);
        Assert.Equal(new FeatureSchema(FeatureOptions.LogMel).Id, result.Audio!.SchemaId);
        Assert.Equal(
            expected.Select(clip => clip.Features.Vector.Select(BitConverter.SingleToInt32Bits)),
            result.Clips.Select(clip => clip.Values.Select(BitConverter.SingleToInt32Bits)));
    }

    [Fact]
    public async Task Featurize_Stretch_CountsClipStartsFromTheStartOfTheFile()
    {
        var path = shared.WriteWav("stretch.wav", seconds: 20);

        var result = await shared.Pool.FeaturizeAsync(new FeaturizeRequest(path, new ClipPlan(5, 5), 4, 10), FeaturizeLane.Bulk, Cancelled);

        Assert.Equal([(4.0, 5.0), (9.0, 5.0)], result.Clips.Select(clip => (clip.StartS, clip.DurationS)));
        Assert.Equal(10, result.Audio?.DurationS);
    }

    [Fact]
    public async Task Featurize_SilentFile_HasNothingToHear()
    {
        var path = Path.Combine(shared.Folder, "silent.wav");
        AudioEncoder.Write(path, AudioFileFormat.Wav, 8000, 1, new float[8000 * 12]);

        var result = await shared.Pool.FeaturizeAsync(new FeaturizeRequest(path, new ClipPlan(5, 5)), FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(FailureKind.EmptyAudio, result.Failure?.Kind);
        Assert.Contains("silent", result.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Featurize_SilentClipAmongOthers_HasNoFeatures()
    {
        var samples = new float[8000 * 10];
        for (var i = 0; i < 8000 * 5; i++) samples[i] = 0.3f * MathF.Sin(i * 0.2f);
        var path = Path.Combine(shared.Folder, "half-silent.wav");
        AudioEncoder.Write(path, AudioFileFormat.Wav, 8000, 1, samples);

        var result = await shared.Pool.FeaturizeAsync(new FeaturizeRequest(path, new ClipPlan(4, 6)), FeaturizeLane.Bulk, Cancelled);

        Assert.Null(result.Failure);
        Assert.Contains(result.Clips[0].Values, float.IsFinite);
        Assert.All(result.Clips[1].Values, value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData("missing.wav", null, 0, FailureKind.Unreadable)]
    [InlineData("folder.wav", "", 0, FailureKind.Unreadable)]
    [InlineData("empty.mp3", "", 0, FailureKind.EmptyAudio)]
    [InlineData("text.mp3", "This is no music.", 0, FailureKind.UnsupportedAudio)]
    [InlineData("short.wav", "wav", 99, FailureKind.BadRequest)]
    public async Task Featurize_BadFile_IsAnsweredInAnOrderlyWay(string name, string? content, double startS, FailureKind expected)
    {
        var path = Path.Combine(shared.Folder, name);
        if (name == "folder.wav") Directory.CreateDirectory(path);
        else if (content == "wav") shared.WriteWav(name, seconds: 2);
        else if (content is not null) await File.WriteAllTextAsync(path, content, Cancelled);

        var result = await shared.Pool.FeaturizeAsync(new FeaturizeRequest(path, ClipPlan.Default, startS), FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(expected, result.Failure?.Kind);
        Assert.DoesNotContain(shared.Folder, result.Failure?.Message);
        Assert.DoesNotContain("Parameter", result.Failure?.Message);
        Assert.Equal(0, shared.Pool.Statistics.Restarts);
    }

    [Theory]
    [InlineData("two\nlines.wav")]
    [InlineData("-i.wav")]
    [InlineData("$(touch x) `id` ; 'a' \"b\" %s%n.wav")]
    [InlineData("{\"type\":\"cancel\",\"id\":1}.wav")]
    [InlineData("\u0001\u007f\u202e fas\u0131l \ud83c\udfb5.wav")]
    [InlineData("pipe:0")]
    public async Task Featurize_OddName_IsJustAName(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        var path = shared.WriteWav(name, seconds: 2);

        var result = await shared.Pool.FeaturizeAsync(new FeaturizeRequest(path, ClipPlan.Default), FeaturizeLane.Bulk, Cancelled);

        Assert.Null(result.Failure);
        Assert.Equal(2, result.Audio?.DurationS);
    }

    [Fact]
    public async Task Featurize_MoreClipsThanAFileMayGive_IsRefused()
    {
        await using var pool = new FeaturizerPool(new FeaturizerPoolOptions { Workers = 1, InteractiveWorkers = 0, ClipsPerFile = 3 });
        await pool.StartAsync(Cancelled);
        var path = shared.WriteWav("many.wav", seconds: 5);

        var most = await pool.FeaturizeAsync(new FeaturizeRequest(path, new ClipPlan(1, 2)), FeaturizeLane.Bulk, Cancelled);
        var tooMany = await pool.FeaturizeAsync(new FeaturizeRequest(path, new ClipPlan(1, 1)), FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(3, most.Clips.Length);
        Assert.Equal(FailureKind.BadRequest, tooMany.Failure?.Kind);
        Assert.Contains("more than 3 clips", tooMany.Failure?.Message);
        Assert.Equal(0, pool.Statistics.Restarts);
    }

    [Fact]
    public async Task Featurize_ClipThatNeedsMoreMemoryThanAChildHas_IsAnsweredSo()
    {
        // The watch does not look: the runtime's own limit of 192 MiB stops it, before the kernel's.
        await using var pool = new FeaturizerPool(new FeaturizerPoolOptions
        {
            Workers = 1,
            InteractiveWorkers = 0,
            MemoryLimitBytes = 256L << 20,
            WatchInterval = TimeSpan.FromHours(1),
            StopTimeLimit = TimeSpan.FromMinutes(1), // it ends by itself, however busy the machine is
        });
        await pool.StartAsync(Cancelled);
        var path = Path.Combine(shared.Folder, "one-clip.wav");
        AudioEncoder.Write(path, AudioFileFormat.Wav, 1000, 1, new float[900 * 1000]);

        var result = await pool.FeaturizeAsync(new FeaturizeRequest(path, new ClipPlan(900, 900)), FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(FailureKind.DecoderFault, result.Failure?.Kind);
        Assert.Contains("more than 256 MiB", result.Failure?.Message);
        Assert.Equal(new ChildLosses { TooLarge = 2 }, pool.Statistics.Losses);
    }

    [Fact]
    public async Task Cancel_FileUnderWay_KeepsTheChild()
    {
        var path = shared.WriteSparse("endless.wav", gigabytes: 40);
        using var cancellation = new CancellationTokenSource();
        var working = shared.Pool.FeaturizeAsync(new FeaturizeRequest(path, ClipPlan.Default), FeaturizeLane.Bulk, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        var next = await shared.Pool.FeaturizeAsync(
            new FeaturizeRequest(shared.WriteWav("next.wav", seconds: 2), ClipPlan.Default), FeaturizeLane.Bulk, Cancelled);
        Assert.Null(next.Failure);
        Assert.Equal(0, shared.Pool.Statistics.Restarts);
    }

    [Fact]
    public async Task Child_WhoseInputCloses_EndsInTheMiddleOfItsWork()
    {
        var path = shared.WriteSparse("orphan.wav", gigabytes: 40);
        var command = FeaturizerCommand.BesideTheProgram();
        using var child = Process.Start(ChildStartInfo.Create(command, 512L << 20));
        Assert.NotNull(child);
        ParentMessage hello = new HelloMessage { Id = 0, Features = FeatureOptions.Default };
        await child.StandardInput.WriteLineAsync(JsonSerializer.Serialize(hello, WireProtocol.Default.ParentMessage));
        Assert.Contains("ready", await child.StandardOutput.ReadLineAsync(Cancelled));
        await child.StandardInput.WriteLineAsync(
            $$"""{"type":"work","id":1,"path":"{{path}}","lengthS":30,"hopS":30,"leastRemainderS":1,"mostClips":9,"startS":0}""");
        Assert.Contains("progress", await child.StandardOutput.ReadLineAsync(Cancelled));

        child.StandardInput.Close();
        var rest = await child.StandardOutput.ReadToEndAsync(Cancelled);
        await child.WaitForExitAsync(Cancelled);

        Assert.Equal(0, child.ExitCode);
        Assert.DoesNotContain("done", rest);
        Assert.DoesNotContain("failed", rest);
    }

    [Fact]
    public async Task Child_StartedByHand_SaysThatItIsNotMeantToBe()
    {
        using var child = Process.Start(ChildStartInfo.Create(FeaturizerCommand.BesideTheProgram(), 512L << 20));
        Assert.NotNull(child);
        await child.StandardInput.WriteLineAsync("hello?");

        var said = await child.StandardError.ReadToEndAsync(Cancelled);
        await child.WaitForExitAsync(Cancelled);

        Assert.Equal(2, child.ExitCode);
        Assert.Contains("featurizer pool", said);
    }

    [Fact]
    public void Command_OfThisProgram_IsBesideIt()
    {
        Assert.StartsWith(AppContext.BaseDirectory, FeaturizerCommand.BesideTheProgram().FileName);
    }

    /// <summary>One pool with one real child for all tests of the class.</summary>
    public sealed class SharedPool : IAsyncLifetime
    {
        internal FeaturizerPool Pool { get; } = new(new FeaturizerPoolOptions { Workers = 1, InteractiveWorkers = 0 });

        internal string Folder { get; } = Directory.CreateTempSubdirectory("featurizer-").FullName;

        public async ValueTask InitializeAsync() => await Pool.StartAsync(TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            await Pool.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }

        /// <summary>A rising and falling tone, 8 kHz mono.</summary>
        internal string WriteWav(string name, int seconds)
        {
            var samples = new float[seconds * 8000];
            for (var i = 0; i < samples.Length; i++) samples[i] = 0.3f * MathF.Sin((0.2f * i) + (300 * MathF.Sin(i / 8000f)));
            var path = Path.Combine(Folder, name);
            using var writer = new WavWriter(path, 8000, 1);
            writer.Write(samples);
            return path;
        }

        /// <summary>A file that takes long to read and no space on the disk.</summary>
        internal string WriteSparse(string name, int gigabytes)
        {
            var path = WriteWav(name, seconds: 1);
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
            RandomAccess.SetLength(file, (long)gigabytes << 30);
            return path;
        }
    }
}
