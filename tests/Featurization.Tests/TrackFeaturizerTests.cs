using Cluster.Featurization.Decoding;
using Cluster.Featurization.Writing;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests;

public sealed class TrackFeaturizerTests : IDisposable
{
    private const int Rate = 8_000;

    private static readonly TrackFeaturizer Parity = new(FeatureOptions.Parity);
    private static readonly TrackFeaturizer Default = new(FeatureOptions.Default);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0.5, 5, 5)]
    [InlineData(5, 5, 5)]
    [InlineData(10, 5, 5)]
    [InlineData(10.5, 5, 5)] // too little is left for a clip
    [InlineData(11, 5, 5)]
    [InlineData(13.7, 5, 5)]
    [InlineData(13.7, 5, 2)] // clips overlap
    [InlineData(13.7, 2, 4)] // clips leave gaps
    [InlineData(4.999, 5, 5)]
    public void Featurize_AnyLength_IsCutAsTheRuleSays(double seconds, double length, double hop)
    {
        var path = WriteWav(Signal.Tune(1, seconds, Rate));
        var cutting = new ClipCutting(length, hop);

        var (audio, clips) = Featurize(Parity, path, cutting);

        var expected = Cut(audio.DurationS, length, hop);
        Assert.Equal(seconds, audio.DurationS, 1.0 / Rate);
        Assert.Equal(expected, clips.Select(c => (c.StartS, c.DurationS)));
        Assert.Equal(Enumerable.Range(0, clips.Count), clips.Select(c => c.Index));
        Assert.All(clips, clip => Assert.Equal(clip.DurationS * 22_050, clip.Features.Samples, 1.0));
    }

    [Fact]
    public void Featurize_ClipOfATrack_EqualsThatStretchAlone()
    {
        var path = WriteWav(Signal.Tune(2, 23, Rate));

        var (_, clips) = Featurize(Default, path, new ClipCutting(5, 5));
        var alone = Stretch(Default, path, 10, 5).Clip.Features;

        // Only the resampler sees beyond the edges of the stretch.
        Assert.Equal(5, clips.Count);
        Assert.Equal(alone.Samples, clips[2].Features.Samples);
        Assert.Equal(alone.LoudnessLufs!.Value, clips[2].Features.LoudnessLufs!.Value, 0.05);
        for (var i = 156; i < 204; i++) Tolerance.Near(alone.Vector[i], clips[2].Features.Vector[i], 0.02, FeatureSchema.Default.Names[i]);
    }

    [Fact]
    public void Featurize_LastClip_EndsWithTheTrack()
    {
        var path = WriteWav(Signal.Tune(3, 13.7, Rate));

        var (_, clips) = Featurize(Parity, path, new ClipCutting(5, 5));
        var alone = Stretch(Parity, path, 8.7, null).Clip.Features;

        Assert.Equal(8.7, clips[^1].StartS, 1e-3);
        Tolerance.Near(alone.Vector[244], clips[^1].Features.Vector[244], 1e-3 * alone.Vector[244], "rms_mean");
        Tolerance.Near(alone.Vector[204], clips[^1].Features.Vector[204], 5e-3 * alone.Vector[204], "centroid_mean");
    }

    [Fact]
    public void Featurize_StartAndDuration_AnalyseThatPartOnly()
    {
        var path = WriteWav([.. Signal.Sine(300, 4 * Rate, Rate), .. Signal.Sine(1500, 6 * Rate, Rate)]);

        var clips = new List<FeaturizedClip>();
        var audio = Parity.Featurize(path, new ClipCutting(2, 2), 5, 4.5, clips.Add, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(4.5, audio.DurationS);
        Assert.Equal([(0.0, 2.0), (2.0, 2.0)], clips.Select(c => (c.StartS, c.DurationS)));
        Assert.All(clips, clip => Assert.Equal(1500, clip.Features.WindowSummary[FeatureFamily.Centroid].P10[0], 30.0));
    }

    [Fact]
    public void Featurize_DurationBeyondTheEnd_StopsThere()
    {
        var path = WriteWav(Signal.Tune(1, 3, Rate));

        Assert.Equal(1, Stretch(Parity, path, 2, 100).Audio.DurationS);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1000)]
    public void Featurize_StartBehindTheEnd_IsOutOfRange(double startS)
    {
        var path = WriteWav(Signal.Tune(1, 3, Rate));

        Assert.Equal(AudioFault.OutOfRange, FaultOf(() => Stretch(Parity, path, startS)));
    }

    [Theory]
    [InlineData(-1.0, null)]
    [InlineData(double.NaN, null)]
    [InlineData(0.0, 0.0)]
    [InlineData(0.0, -2.0)]
    public void Featurize_SenselessStretch_Throws(double startS, double? durationS)
    {
        var path = WriteWav(Signal.Tune(1, 1, Rate));

        Assert.Throws<ArgumentOutOfRangeException>(() => Stretch(Parity, path, startS, durationS));
    }

    [Fact]
    public void Featurize_NoSamples_IsEmpty()
    {
        var path = Write("a.wav", new WavBytes().Build([]));

        Assert.Equal(AudioFault.Empty, FaultOf(() => Stretch(Parity, path)));
    }

    [Fact]
    public void Featurize_OneSample_IsOneClip()
    {
        var path = Write("a.wav", new WavBytes { SampleRate = 22_050 }.Build([0.5]));

        var (audio, clips) = Featurize(Default, path, ClipCutting.Default);

        Assert.Equal(1.0 / 22_050, audio.DurationS);
        Assert.Equal(1, Assert.Single(clips).Features.Samples);
    }

    [Fact]
    public void Featurize_FewNonFiniteSamples_AreReadAsSilenceAndCounted()
    {
        var samples = Signal.Tune(1, 1, 44_100).Select(x => (double)x).ToArray();
        for (var i = 0; i < 400; i++) samples[100 * i] = i % 2 == 0 ? double.NaN : double.PositiveInfinity;
        var path = Write("a.wav", new WavBytes { Bits = 32, IsFloat = true }.Build(samples));

        var (audio, clips) = Featurize(Default, path, ClipCutting.Default);

        Assert.Equal(400, audio.NonFiniteSamples);
        Assert.All(clips[0].Features.Vector, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Featurize_AbsurdlyLargeSamples_AreReadAsSilenceAndCounted()
    {
        var samples = Signal.Tune(1, 1, 44_100).Select((x, i) => i % 200 == 0 ? 1e30 : x).ToArray();
        var path = folder.Write("absurd.wav", new WavBytes { IsFloat = true, Bits = 32 }.Build(samples));

        var (audio, clips) = Featurize(Default, path, ClipCutting.Default);

        Assert.Equal(221, audio.NonFiniteSamples);
        Assert.All(clips.Single().Features.Vector, value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(2e9)]
    [InlineData(9.9e9)]
    public void Featurize_LevelsOfWholeNumbersInFloats_GiveFiniteFeatures(double level)
    {
        var path = folder.Write("loud.wav", new WavBytes { IsFloat = true, Bits = 32 }.Build([.. Signal.Noise(1, 44_100, 0.5).Select(x => level * x)]));

        var (audio, clips) = Featurize(Parity, path, ClipCutting.Default);

        Assert.Equal(0, audio.NonFiniteSamples);
        Assert.All(clips.Single().Features.Vector, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Featurize_LongerThanIsAnalysedInOneGo_IsRefusedUnlessAStretchIsWanted()
    {
        var featurizer = new TrackFeaturizer(FeatureOptions.Parity) { MostAudioS = 3 };
        var path = WriteWav(Signal.Tune(1, 5, Rate));

        var error = Assert.Throws<AudioFormatException>(() => featurizer.Featurize(path, ClipCutting.Default, 0, null, _ => { }, cancellationToken: Cancelled));
        var stretch = featurizer.Featurize(path, ClipCutting.Default, 1, 3, _ => { }, cancellationToken: Cancelled);

        Assert.Equal(AudioFault.TooLong, error.Fault);
        Assert.Equal(3, stretch.DurationS);
    }

    [Fact]
    public void Featurize_ManyNonFiniteSamples_IsDamagedAndSaysSo()
    {
        var samples = Signal.Tune(1, 1, 44_100).Select((x, i) => i % 20 == 0 ? double.NaN : x).ToArray();
        var path = Write("a.wav", new WavBytes { Bits = 32, IsFloat = true }.Build(samples));

        var error = Assert.Throws<AudioFormatException>(() => Stretch(Default, path));

        Assert.Equal(AudioFault.Damaged, error.Fault);
        Assert.Contains("5 %", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Featurize_96KilohertzSixChannels_Works()
    {
        var mono = Signal.Tune(1, 2, 96_000);
        AudioEncoder.Write(folder.Combine("a.wav"), AudioFileFormat.Wav, 96_000, 6, Signal.Interleave(mono, 6));

        var (audio, clips) = Featurize(Default, folder.Combine("a.wav"), ClipCutting.Default);

        Assert.Equal((96_000, 6, 2.0), (audio.SampleRate, audio.Channels, audio.DurationS));
        Assert.Equal(44_100, Assert.Single(clips).Features.Samples);
    }

    [Fact]
    public void Featurize_Silence_HasNoGain()
    {
        var path = WriteWav(Signal.Silence(5 * Rate));

        var features = Stretch(Default, path).Clip.Features;

        Assert.Equal((double.NegativeInfinity, 0.0), (features.LoudnessLufs!.Value, features.GainDb));
    }

    [Fact]
    public void Featurize_Music_IsBroughtToTheTarget()
    {
        var path = WriteWav(Signal.Tune(1, 5, Rate));

        var features = Stretch(Default, path).Clip.Features;

        Assert.Equal(-23, features.LoudnessLufs!.Value + features.GainDb, 1e-9);
        Assert.Null(Stretch(Parity, path).Clip.Features.LoudnessLufs);
    }

    [Fact]
    public void FeaturizeStretch_LongerThanHalfAnHour_IsTooLong()
    {
        var path = WriteSparse(seconds: 1801);

        Assert.Equal(AudioFault.TooLong, FaultOf(() => Stretch(Parity, path)));
    }

    [Fact]
    public void ClipStream_TenMinutes_HoldsNoMoreThanItsClips()
    {
        using var reader = AudioReader.Open(WriteSparse(seconds: 600));
        var clips = 0;
        var buffers = new StreamBuffers();
        var stream = new ClipStream(
            reader, new ClipCutting(5, 5), FeatureOptions.SampleRate, withLoudness: true, (_, _, _, _, _) => clips++, buffers);
        var block = new float[8192];
        var most = 0;
        for (int frames; (frames = reader.Read(block)) > 0;)
        {
            stream.Process(block.AsSpan(0, frames));
            most = Math.Max(most, buffers.Capacity);
        }

        stream.Finish();

        Assert.Equal(120, clips);
        Assert.True(most < 3 * 5 * 22_050 + 50_000, $"It held {most} values.");
    }

    [Fact]
    public void Featurize_Cancelled_Stops()
    {
        var path = WriteWav(Signal.Tune(1, 20, Rate));
        using var source = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => Parity.Featurize(path, new ClipCutting(2, 2), 0, null, _ => source.Cancel(), cancellationToken: source.Token));
    }

    [Fact]
    public void Featurize_AfterOtherFilesAndFaults_GivesWhatAFreshOneGives()
    {
        var path = WriteWav(Signal.Tune(1, 6, Rate));
        var used = new TrackFeaturizer(FeatureOptions.Default);
        using var source = new CancellationTokenSource();
        Stretch(used, WriteSparse(seconds: 3));
        Assert.Throws<OperationCanceledException>(() => used.Featurize(path, new ClipCutting(2, 2), 0, null, _ => source.Cancel(), cancellationToken: source.Token));
        Assert.Equal(AudioFault.Empty, FaultOf(() => Stretch(used, Write("none.wav", new WavBytes { SampleRate = Rate }.Build([])))));

        var vector = Stretch(used, path).Clip.Features.Vector;

        Assert.Equal(Stretch(new TrackFeaturizer(FeatureOptions.Default), path).Clip.Features.Vector, vector);
    }

    [Fact]
    public async Task Featurize_ManyThreads_GiveWhatOneGives()
    {
        var path = WriteWav(Signal.Tune(1, 6, Rate));
        var expected = Stretch(Default, path).Clip.Features.Vector;

        var vectors = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Stretch(Default, path).Clip.Features.Vector)));

        Assert.All(vectors, vector => Assert.Equal(expected, vector));
    }

    private static AudioFault FaultOf(Action action)
    {
        var error = Assert.Throws<AudioFormatException>(action);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        return error.Fault;
    }

    private static (AudioInfo Audio, FeaturizedClip Clip) Stretch(TrackFeaturizer featurizer, string path, double startS = 0, double? durationS = null) =>
        featurizer.FeaturizeStretch(path, startS, durationS, TestContext.Current.CancellationToken);

    private static (AudioInfo Audio, List<FeaturizedClip> Clips) Featurize(TrackFeaturizer featurizer, string path, ClipCutting cutting)
    {
        var clips = new List<FeaturizedClip>();
        var audio = featurizer.Featurize(path, cutting, 0, null, clips.Add, cancellationToken: TestContext.Current.CancellationToken);
        return (audio, clips);
    }

    /// <summary>The catalogue's rule for cutting a track.</summary>
    private static List<(double StartS, double DurationS)> Cut(double durationS, double length, double hop)
    {
        if (durationS <= length) return [(0, durationS)];
        var clips = new List<(double, double)>();
        for (var index = 0; index * hop + length <= durationS; index++) clips.Add((index * hop, length));
        if (durationS - ((clips.Count - 1) * hop + length) >= 1) clips.Add((durationS - length, length));
        return clips;
    }

    private string WriteWav(float[] mono)
    {
        var path = folder.Combine("a.wav");
        AudioEncoder.Write(path, AudioFileFormat.Wav, Rate, 1, mono);
        return path;
    }

    /// <summary>A WAV file of silence that takes no room on disk.</summary>
    private string WriteSparse(int seconds)
    {
        var path = Write("long.wav", new WavBytes { SampleRate = Rate, AnnouncedDataSize = uint.MaxValue, AnnouncedRiffSize = uint.MaxValue }.Build([]));
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(file.Length + 2L * Rate * seconds);
        return path;
    }

    private string Write(string name, byte[] bytes)
    {
        var path = folder.Combine(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
