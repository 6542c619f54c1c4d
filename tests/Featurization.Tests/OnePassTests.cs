using Cluster.Featurization.Resampling;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests;

/// <summary>A track is decoded once, however its clips lie, and they are what they would be alone.</summary>
public class OnePassTests
{
    public static TheoryData<double, double> Cuttings => new()
    {
        { 5, 5 },
        { 5, 1.3 }, // overlapping
        { 2, 3.7 }, // with gaps
        { 30, 30 }, // longer than the track
    };

    [Theory]
    [MemberData(nameof(Cuttings))]
    public void Featurize_AnyCutting_DecodesEveryFrameOnce(double lengthS, double hopS)
    {
        using var reader = new CountingReader(Signal.Tune(1, 17.7, 8_000), 8_000);

        new TrackFeaturizer(FeatureOptions.Default).Featurize(
            reader, new ClipCutting(lengthS, hopS), null, _ => { }, () => { });

        Assert.Equal((reader.FrameCount!.Value, 0), (reader.Decoded, reader.Seeks));
    }

    [Theory]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Featurize_OverlappingClips_EqualTheSameClipsCutAndFeaturizedAlone(int sampleRate)
    {
        var options = new FeatureOptions { LoudnessTargetLufs = null, TextureWindowS = 1, TextureHopS = 0.3 };
        var signal = Signal.Tune(2, 18.4, sampleRate);
        using var reader = new CountingReader(signal, sampleRate);
        var clips = new List<FeaturizedClip>();

        new TrackFeaturizer(options).Featurize(reader, new ClipCutting(5, 1.3, 0.2), null, clips.Add, TestContext.Current.CancellationToken.ThrowIfCancellationRequested);

        var whole = Resampled(signal, sampleRate);
        var extractor = new FeatureExtractor(options);
        Assert.Equal(12, clips.Count);
        foreach (var clip in clips)
        {
            // The last clip ends with the track.
            var isLast = clip.Index == clips.Count - 1;
            var start = isLast ? whole.Length - clip.Features.Samples : (int)Math.Round(clip.StartS * 22_050);
            Assert.Equal(extractor.Extract(whole.AsSpan(start, clip.Features.Samples)).Vector, clip.Features.Vector);
        }
    }

    private static float[] Resampled(float[] signal, int sampleRate)
    {
        var resampler = new Resampler(sampleRate, 22_050);
        var output = new float[resampler.MostOutputs(signal.Length) + resampler.MostOutputs(0)];
        var count = resampler.Process(signal, output);
        count += resampler.Finish(output.AsSpan(count));
        return output[..count];
    }
}
