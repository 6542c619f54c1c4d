using Cluster.Featurization.Decoding;
using Cluster.Featurization.Writing;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests;

/// <summary>One pass over a file gives what a pass for each schema gives.</summary>
public sealed class SeveralSchemasTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Featurize_AllSchemas_EqualsEachAlone(int rate)
    {
        var path = Write(Signal.Tune(1, 70, rate), rate);

        var together = Featurize(new TrackFeaturizer(FeatureSchema.Released), path);

        Assert.Empty(together.Audio.Refusals);
        foreach (var schema in FeatureSchema.Released)
        {
            var alone = Featurize(new TrackFeaturizer(schema.Options), path).Clips;
            var ours = together.Clips.Where(clip => clip.Schema.Id == schema.Id).ToList();
            Assert.Equal([0, 1, 2], ours.Select(clip => clip.Index));
            Assert.Equal([0, 30, 40], ours.Select(clip => clip.StartS));
            for (var i = 0; i < ours.Count; i++)
            {
                Assert.Equal(alone[i].Features.Vector, ours[i].Features.Vector);
                Assert.Equal(alone[i].Features.LoudnessLufs, ours[i].Features.LoudnessLufs);
            }
        }
    }

    [Fact]
    public void Featurize_SeveralSchemas_DecodesOnce()
    {
        using var reader = new CountingReader(Signal.Tune(1, 31, 44_100), 44_100);

        new TrackFeaturizer(FeatureSchema.Released).Featurize(reader, ClipCutting.Default, null, _ => { }, () => { });

        Assert.Equal((31 * 44_100, 0), (reader.Decoded, reader.Seeks));
    }

    [Fact]
    public void Featurize_ClipTooShortForOneSchema_IsRefusedByThatAlone()
    {
        var path = Write(Signal.Tune(1, 12, 44_100), 44_100);

        var (audio, clips) = Featurize(new TrackFeaturizer(FeatureSchema.Released), path);

        var refusal = Assert.Single(audio.Refusals);
        Assert.Equal(FeatureRecipe.MirToolbox, refusal.Schema.Options.Recipe);
        Assert.StartsWith("A clip lasts 12.0 s; mirtoolbox-v1-", refusal.Reason, StringComparison.Ordinal);
        Assert.Equal([FeatureRecipe.Librosa, FeatureRecipe.LogMel], clips.Select(clip => clip.Schema.Options.Recipe).Order());
    }

    [Fact]
    public void Featurize_ClipTooShortForTheOnlySchema_IsAnError()
    {
        var path = Write(Signal.Tune(1, 12, 44_100), 44_100);

        var error = Assert.Throws<AudioFormatException>(() => Featurize(new TrackFeaturizer(FeatureOptions.MirToolbox), path));

        Assert.Equal(AudioFault.TooShort, error.Fault);
    }

    [Fact]
    public void FeaturizeStretch_LongerThanTheSchemaTakes_IsItsStart()
    {
        var tune = Signal.Tune(1, 50, 44_100);
        var featurizer = new TrackFeaturizer(FeatureOptions.MirToolbox);

        var whole = featurizer.FeaturizeStretch(Write(tune, 44_100), cancellationToken: TestContext.Current.CancellationToken).Clip;
        var start = featurizer.FeaturizeStretch(Write(tune[..(30 * 44_100)], 44_100), cancellationToken: TestContext.Current.CancellationToken).Clip;

        Assert.Equal(30 * 44_100, whole.Features.Samples);
        Assert.Equal(start.Features.Columns, whole.Features.Columns);
    }

    [Fact]
    public void Constructor_NoSchemaOrOneTwice_Throws()
    {
        Assert.Throws<ArgumentException>(() => new TrackFeaturizer([]));
        Assert.Throws<ArgumentException>(() => new TrackFeaturizer([FeatureSchema.Default, new FeatureSchema(FeatureOptions.Default)]));
    }

    private static (AudioInfo Audio, List<FeaturizedClip> Clips) Featurize(TrackFeaturizer featurizer, string path)
    {
        var clips = new List<FeaturizedClip>();
        return (featurizer.Featurize(path, ClipCutting.Default, 0, null, clips.Add, cancellationToken: TestContext.Current.CancellationToken), clips);
    }

    private string Write(float[] samples, int rate)
    {
        var path = folder.Combine($"{Guid.NewGuid()}.wav");
        AudioEncoder.Write(path, AudioFileFormat.Wav, rate, 1, samples);
        return path;
    }
}
