using Cluster.Featurization.Writing;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests;

public sealed class InvarianceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Extract_SixDecibelsMore_MovesOnlyTheLevel()
    {
        var extractor = new FeatureExtractor(FeatureOptions.Parity);
        var signal = Noisy(Signal.Tune(5, 10));
        var quiet = extractor.Extract(signal);

        var loud = extractor.Extract([.. signal.Select(x => 2 * x)]);

        foreach (var family in FeatureSchema.Families)
        {
            var (a, b) = (quiet.WindowSummary[family], loud.WindowSummary[family]);
            for (var i = 0; i < a.Mean.Length; i++)
            {
                var shift = family == FeatureFamily.Mfcc && i == 0 ? 20 * Math.Log10(2) * Math.Sqrt(128) : 0;
                var factor = family == FeatureFamily.RootMeanSquare ? 2 : 1;
                var scale = Math.Max(1e-3, Math.Max(Math.Abs(a.Mean[i]), a.Std[i]));
                Tolerance.Near(factor * a.Mean[i] + shift, b.Mean[i], 2e-5 * scale * factor, $"{family} {i}");
                Tolerance.Near(factor * a.Std[i], b.Std[i], 2e-5 * scale * factor, $"{family} {i}");
            }
        }

        Assert.Equal(quiet.Tempo, loud.Tempo);
        Assert.Equal(quiet.Tuning, loud.Tuning);
    }

    [Fact]
    public void Extract_GainInDecibels_EqualsScaledSamples()
    {
        var extractor = new FeatureExtractor(FeatureOptions.Parity);
        var signal = Signal.Tune(6, 3);

        var gained = extractor.Extract(signal, gainDb: 20 * Math.Log10(0.5));

        Tolerance.Near(extractor.Extract([.. signal.Select(x => 0.5f * x)]).Vector, gained.Vector, 1e-4);
    }

    [Fact]
    public void Featurize_EqualChannelStereo_EqualsMono()
    {
        var mono = Signal.Tune(7, 10, 44_100);
        AudioEncoder.Write(folder.Combine("mono.wav"), AudioFileFormat.Wav, 44_100, 1, mono);
        AudioEncoder.Write(folder.Combine("stereo.wav"), AudioFileFormat.Wav, 44_100, 2, Signal.Interleave(mono, 2));
        var featurizer = new TrackFeaturizer(FeatureOptions.Parity);

        Assert.Equal(Vector(featurizer, "mono.wav"), Vector(featurizer, "stereo.wav"));
    }

    [Fact]
    public void Featurize_TwiceAsLoudFile_IsTheSameAfterLoudnessNormalisation()
    {
        var tune = Noisy(Signal.Tune(8, 10, 44_100));
        AudioEncoder.Write(folder.Combine("loud.wav"), AudioFileFormat.Wav, 44_100, 1, tune);
        AudioEncoder.Write(folder.Combine("quiet.wav"), AudioFileFormat.Wav, 44_100, 1, [.. tune.Select(x => 0.25f * x)]);
        var featurizer = new TrackFeaturizer(FeatureOptions.Default);

        var (loud, quiet) = (Vector(featurizer, "loud.wav"), Vector(featurizer, "quiet.wav"));

        // What remains is the rounding to 16 bits, four times coarser in one of them.
        for (var i = 0; i < 13; i++) Tolerance.Near(loud[i], quiet[i], 0.5, FeatureSchema.Default.Names[i]);
        Tolerance.Near(loud[244], quiet[244], 1e-3, "rms_mean");
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(32_000)]
    [InlineData(96_000)]
    public void Featurize_OneSignalAtManyRates_IsTheSame(int sampleRate)
    {
        // All its overtones lie in the band that every rate keeps.
        AudioEncoder.Write(folder.Combine("a.wav"), AudioFileFormat.Wav, 22_050, 1, Signal.Tune(9, 10));
        AudioEncoder.Write(folder.Combine("b.wav"), AudioFileFormat.Wav, sampleRate, 1, Signal.Tune(9, 10, sampleRate));
        var featurizer = new TrackFeaturizer(FeatureOptions.Parity);

        var (expected, actual) = (Vector(featurizer, "a.wav"), Vector(featurizer, "b.wav"));

        Tolerance.Near(expected[^1], actual[^1], 0, "tempo");
        foreach (var name in (string[])["centroid_mean", "chroma_mean_1", "chroma_mean_5", "chroma_mean_10", "rms_mean", "zcr_mean", "mfcc_mean_2"])
        {
            var i = FeatureSchema.Default.Names.ToList().IndexOf(name);
            Tolerance.Near(expected[i], actual[i], 0.02 * Math.Abs(expected[i]) + 1e-3, name);
        }
    }

    [Fact]
    public void Featurize_16Kilohertz_KeepsWhatLiesBelow8Kilohertz()
    {
        AudioEncoder.Write(folder.Combine("a.wav"), AudioFileFormat.Wav, 22_050, 1, Signal.Tune(9, 10));
        AudioEncoder.Write(folder.Combine("b.wav"), AudioFileFormat.Wav, 16_000, 1, Signal.Tune(9, 10, 16_000));
        var featurizer = new TrackFeaturizer(FeatureOptions.Parity);

        var (expected, actual) = (Vector(featurizer, "a.wav"), Vector(featurizer, "b.wav"));

        foreach (var name in (string[])["chroma_mean_1", "chroma_mean_5", "rms_mean", "zcr_mean"])
        {
            var i = FeatureSchema.Default.Names.ToList().IndexOf(name);
            Tolerance.Near(expected[i], actual[i], 0.02 * Math.Abs(expected[i]) + 1e-3, name);
        }
    }

    [Fact]
    public void Extract_ShiftedByOneHop_ShiftsTheFrames()
    {
        var extractor = new FeatureExtractor(FeatureOptions.Parity);
        var signal = Noisy(Signal.Tune(10, 20));

        var here = extractor.Extract(signal.AsSpan(0, 400 * 512));
        var there = extractor.Extract(signal.AsSpan(512, 400 * 512));

        // All frames but the ones at the ends are shared.
        foreach (var family in (FeatureFamily[])[FeatureFamily.Centroid, FeatureFamily.Rolloff, FeatureFamily.ZeroCrossingRate, FeatureFamily.RootMeanSquare])
        {
            var (a, b) = (here.FrameSummary![family], there.FrameSummary![family]);
            Tolerance.Near(a.Mean[0], b.Mean[0], 0.02 * a.Mean[0], family.ToString());
        }
    }

    private static float[] Noisy(float[] signal)
    {
        var noise = Signal.Noise(99, signal.Length, 0.01);
        return [.. signal.Select((x, i) => 0.3f * x + noise[i])];
    }

    private float[] Vector(TrackFeaturizer featurizer, string file) =>
        featurizer.FeaturizeStretch(folder.Combine(file), cancellationToken: TestContext.Current.CancellationToken).Clip.Features.Vector;
}
