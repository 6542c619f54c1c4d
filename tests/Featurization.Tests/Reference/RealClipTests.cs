using Cluster.Featurization.Decoding;
using Cluster.Featurization.Tests.Golden;
using Cluster.TestKit;

namespace Cluster.Featurization.Tests.Reference;

/// <summary>Real recordings through the whole chain against the reference: downmix, resampling, loudness, features.</summary>
public class RealClipTests
{
    [Theory]
    [InlineData("emopia-demo/2_Transformer__Q1__Q1_1.mp3", 3)]
    [InlineData("emopia-demo/3_Pre-trained_Transformer__Q4__Q4_2.mp3", 20)]
    [InlineData("librosa-data/sorohanro_-_solo-trumpet-06.ogg", 0)]
    [InlineData("librosa-data/Karissa_Hobbs_-_Lets_Go_Fishin.ogg", 30)]
    [InlineData("librosa-data/198-209-0000.ogg", 2)]
    [InlineData("librosa-data/glacier-bay-humpback.ogg", 10)]
    public void FeaturizeStretch_Recording_EqualsReference(string name, double startS)
    {
        Needs.Component(SndFileNative.IsAvailable, "libsndfile (Debian package libsndfile1)");
        const double DurationS = 10;
        var path = Needs.SharedData("audio/" + name);
        var (channels, rate) = Read(path, startS, DurationS);

        var actual = new TrackFeaturizer(FeatureOptions.Default) { WithFrameSummary = true }
            .FeaturizeStretch(path, startS, DurationS, TestContext.Current.CancellationToken).Clip.Features;

        var loudness = ReferenceLoudness.Integrated(channels, rate);
        Assert.Equal(loudness, actual.LoudnessLufs!.Value, 1e-6);
        var gain = Math.Pow(10, (-23 - loudness) / 20);
        var mono = new double[channels[0].Length];
        for (var n = 0; n < mono.Length; n++) mono[n] = gain * channels.Average(channel => channel[n]);
        var samples = ReferenceResampler.To22050(mono, rate);
        var expected = ReferenceExtractor.Extract(samples, FeatureOptions.Default, actual.Tuning);

        // Bands of the contrast below the uppermost may be as quiet as the rounding of the resampler's single-precision output.
        var parity = Parity.AfterResampling with { Relative = family => family == FeatureFamily.Contrast ? 1e-3 : 2e-4, Tuning = 0.011 };
        parity.Holds(expected, actual);

        // The features alone, from the very same samples.
        var alone = new FeatureExtractor(FeatureOptions.Default).Extract(samples);
        new Parity { Relative = _ => 1e-5, Tuning = 0.011 }.Holds(ReferenceExtractor.Extract(samples, FeatureOptions.Default, alone.Tuning), alone);
    }

    private static (double[][] Channels, int SampleRate) Read(string path, double startS, double durationS)
    {
        using var reader = AudioReader.Open(path);
        Assert.True(reader.SkipTo((long)(startS * reader.SampleRate)));
        var block = new float[(int)(durationS * reader.SampleRate) * reader.Channels];
        var frames = reader.Read(block);
        var channels = Enumerable.Range(0, reader.Channels)
            .Select(c => Enumerable.Range(0, frames).Select(n => (double)block[n * reader.Channels + c]).ToArray()).ToArray();
        return (channels, reader.SampleRate);
    }
}
