using Cluster.Featurization.Tests.Reference;
using Cluster.Featurization.Writing;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests;

public sealed class LogMelExtractorTests
{
    private const int Bands = 64;
    private const int Steps = 128;

    private static readonly LogMelExtractor Extractor = new(FeatureOptions.LogMel);

    [Theory]
    [InlineData(30)]
    [InlineData(3.7)]
    [InlineData(0.4)] // fewer frames than steps
    public void Extract_Tune_EqualsTheMeansOfTheReferenceLevels(double seconds)
    {
        var signal = Signal.Tune(3, seconds);

        var actual = Extract(signal).Vector;

        var levels = ReferenceMel.Levels(ReferenceSpectrogram.Of(signal), Bands);
        Assert.Equal(Bands * Steps, actual.Length);
        for (var band = 0; band < Bands; band++)
        {
            for (var step = 0; step < Steps; step++) Assert.Equal(MeanOf(levels[band], step), actual[band * Steps + step], 1e-3);
        }
    }

    [Fact]
    public void Extract_GainOf6Db_RaisesEveryLevel()
    {
        var signal = Signal.Noise(1, 22_050 * 5);

        var (plain, raised) = (Extract(signal).Vector, Extractor.Extract(signal, 6, false, null).Vector);

        Tolerance.Near([.. plain.Select(level => level + 6f)], raised, 1e-3);
    }

    [Fact]
    public void Extract_ToneInTheSecondHalf_StandsInItsBandAndSteps()
    {
        var signal = new float[22_050 * 10];
        for (var i = signal.Length / 2; i < signal.Length; i++) signal[i] = (float)(0.5 * Math.Sin(2 * Math.PI * 440 * i / 22_050));

        var patch = Extract(signal).Vector;

        var loudest = Array.IndexOf(patch, patch.Max());
        Assert.InRange(loudest % Steps, Steps / 2, Steps - 1);
        Assert.InRange(loudest / Steps, 8, 10); // 440 Hz are 6.6 mel of 50.1, which 65 steps divide
        Assert.True(patch[loudest] - patch[loudest / Steps * Steps + 10] > 60);
    }

    [Fact]
    public void Extract_Silence_IsAtTheFloor() => Assert.All(Extract(new float[22_050]).Vector, level => Assert.Equal(-100, level, 1e-3));

    [Fact]
    public void Extract_NoSample_Throws() => Assert.Throws<ArgumentException>(() => Extract([]));

    [Fact]
    public void Extract_ShortClipAfterALongOne_IsTheSameAsAlone()
    {
        var (shorter, longer) = (Signal.Tune(1, 2), Signal.Tune(2, 9));
        var alone = new LogMelExtractor(FeatureOptions.LogMel).Extract(shorter, 0, false, null).Vector;
        var reused = new LogMelExtractor(FeatureOptions.LogMel);
        _ = reused.Extract(longer, 0, false, null);

        Assert.Equal(alone, reused.Extract(shorter, 0, false, null).Vector);
    }

    [Fact]
    public void Featurize_OneFileUnderBothSchemas_GivesEachItsOwnVectorsOfTheSameClips()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a.wav");
        AudioEncoder.Write(path, AudioFileFormat.Wav, 44_100, 1, Signal.Tune(1, 13, 44_100));

        var (first, second) = (Featurize(FeatureOptions.Default), Featurize(FeatureOptions.LogMel));

        Assert.Equal(first.Select(clip => (clip.StartS, clip.DurationS, clip.Features.GainDb)), second.Select(clip => (clip.StartS, clip.DurationS, clip.Features.GainDb)));
        Assert.All(first, clip => Assert.Equal(FeatureSchema.Default.Length, clip.Features.Vector.Length));
        Assert.All(second, clip => Assert.Equal(Bands * Steps, clip.Features.Vector.Length));

        List<FeaturizedClip> Featurize(FeatureOptions options)
        {
            var clips = new List<FeaturizedClip>();
            new TrackFeaturizer(options).Featurize(path, new ClipCutting(5, 5), 0, null, clips.Add);
            return clips;
        }
    }

    [Fact]
    public void Schema_Names_AreBandsThenSteps()
    {
        var names = new FeatureSchema(FeatureOptions.LogMel).Names;

        Assert.Equal(("logmel_1_1", "logmel_1_128", "logmel_2_1", "logmel_64_128"), (names[0], names[127], names[128], names[^1]));
    }

    [Theory]
    [InlineData("librosa-v1", FeatureRecipe.Librosa)]
    [InlineData("logmel-v1", FeatureRecipe.LogMel)]
    [InlineData("mirtoolbox-v1", FeatureRecipe.MirToolbox)]
    public void Find_VersionOrId_GivesTheSchema(string name, FeatureRecipe recipe)
    {
        var schema = FeatureSchema.Find(name);

        Assert.Equal(recipe, schema!.Options.Recipe);
        Assert.Same(schema, FeatureSchema.Find(schema.Id));
        Assert.StartsWith(name + "-", schema.Id, StringComparison.Ordinal);
        Assert.Null(FeatureSchema.Find("librosa-v9"));
    }

    [Fact]
    public void Id_LogMel_IsTheReleasedOne() => Assert.Equal("logmel-v1-1f60ac78", new FeatureSchema(FeatureOptions.LogMel).Id);

    private static ClipFeatures Extract(float[] signal) => Extractor.Extract(signal, 0, withFrameSummary: false, loudnessLufs: null);

    private static double MeanOf(double[] levels, int step)
    {
        var start = step * levels.Length / Steps;
        var end = Math.Max(start + 1, (step + 1) * levels.Length / Steps);
        return levels[start..end].Average();
    }
}
