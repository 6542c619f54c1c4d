using System.Numerics;
using Cluster.Featurization.Tests.Golden;
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
    public void Featurize_EqualChannelStereoAfterLoudnessNormalisation_IsThreeDecibelsQuieterThanMonoAndOtherwiseEqual()
    {
        // Loudness adds channels up (ITU-R BS.1770-4): two equal ones are 3 dB louder than one.
        var mono = Noisy(Signal.Tune(7, 10, 44_100));
        AudioEncoder.Write(folder.Combine("mono.wav"), AudioFileFormat.Wav, 44_100, 1, mono);
        AudioEncoder.Write(folder.Combine("stereo.wav"), AudioFileFormat.Wav, 44_100, 2, Signal.Interleave(mono, 2));
        var featurizer = new TrackFeaturizer(FeatureOptions.Default);

        var (one, two) = (Vector(featurizer, "mono.wav"), Vector(featurizer, "stereo.wav"));

        for (var i = 0; i < one.Length; i++)
        {
            var name = FeatureSchema.Default.Names[i];
            var isLevel = name is "mfcc_mean_1" or "mfcc_p10_1" or "mfcc_p90_1" || name.StartsWith("rms_", StringComparison.Ordinal);
            if (!isLevel) Tolerance.Near(one[i], two[i], 1e-4 * Math.Max(1, Math.Abs(one[i])), name);
        }

        Tolerance.Near(one[Index("rms_mean")] / Math.Sqrt(2), two[Index("rms_mean")], 1e-5, "rms_mean");
        Tolerance.Near(one[Index("mfcc_mean_1")] - 10 * Math.Log10(2) * Math.Sqrt(128), two[Index("mfcc_mean_1")], 1e-3, "mfcc_mean_1");
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
        // Up to 10 kHz, which every one of the rates and the filter between them keep. Above it, in a part of the uppermost contrast band, is
        // nothing but the rounding of the resampler.
        var differing = Differing(AtRate(22_050, topHz: 10_000), AtRate(sampleRate, topHz: 10_000));

        Assert.DoesNotContain(differing, name => !IsUppermostContrast(name));
    }

    [Fact]
    public void Featurize_16KilohertzOfASignalBelowItsBand_IsTheSame()
    {
        var differing = Differing(AtRate(22_050, topHz: 7_200), AtRate(16_000, topHz: 7_200));

        Assert.DoesNotContain(differing, name => !IsUppermostContrast(name));
    }

    [Fact]
    public void Featurize_16KilohertzOfASignalWithMore_KeepsContrastTempoAndTuning()
    {
        // Whatever weighs the whole band may move: MFCC and their derivatives, chroma (its octaves fade out but do not end), centroid,
        // roll-off, crossings, level. The contrast of each octave below 6.4 kHz, tempo and tuning stay.
        string[] mayMove = ["mfcc", "chroma", "centroid", "rolloff", "zcr", "rms"];

        var differing = Differing(AtRate(22_050, topHz: 10_000), AtRate(16_000, topHz: 10_000)).ToList();

        Assert.All(differing, name => Assert.True(IsUppermostContrast(name) || mayMove.Contains(name.Split('_')[0]), name));
        Assert.Contains("centroid_mean_1", differing);
    }

    [Fact]
    public void Extract_ShiftedByOneHop_HasTheSameFramesInOtherLanes()
    {
        // Between silences both have the very same frames, each one lane on, so that every statistic over frames is the same.
        var extractor = new FeatureExtractor(FeatureOptions.Parity);
        float[] music = [.. Noisy(Signal.Tune(10, 15)), .. new float[200 * 512]];
        float[] lead = new float[100 * 512];

        var here = extractor.Extract([.. lead, .. music]);
        var there = extractor.Extract([.. lead, .. new float[512], .. music.AsSpan(0, music.Length - 512)]);

        foreach (var family in FeatureSchema.Families)
        {
            var (a, b) = (here.FrameSummary![family], there.FrameSummary![family]);
            Assert.Equal(a.P10, b.P10);
            Assert.Equal(a.P90, b.P90);
            for (var i = 0; i < a.Mean.Length; i++)
            {
                Tolerance.Near(a.Mean[i], b.Mean[i], 1e-12 * Math.Max(1, Math.Abs(a.Mean[i])), $"{family} mean {i}");
                Tolerance.Near(a.Std[i], b.Std[i], 1e-12 * Math.Max(1, a.Std[i]), $"{family} std {i}");
            }
        }

        Assert.Equal(here.Tuning, there.Tuning);
        Assert.Equal(here.Tempo, there.Tempo);
    }

    private static bool IsUppermostContrast(string name) =>
        name.StartsWith("contrast_", StringComparison.Ordinal) && name.EndsWith("_7", StringComparison.Ordinal);

    private static int Index(string name) => FeatureSchema.Default.Names.ToList().IndexOf(name);

    /// <summary>The features of one signal, written at some rate: partials from 40 Hz on, each swelling at its own pace.</summary>
    private ClipFeatures AtRate(int sampleRate, double topHz)
    {
        const int Partials = 250;
        const int Seconds = 6;
        const double FadeS = 0.5; // an edge would be a click, which has no band
        var samples = new double[Seconds * sampleRate];
        for (var p = 0; p < Partials; p++)
        {
            var hz = 40 * Math.Pow(topHz / 40, p / (Partials - 1.0));
            if (hz >= sampleRate / 2.0) break;
            var (partial, swelling) = (Complex.FromPolarCoordinates(1, 5.8 * p * p), Complex.FromPolarCoordinates(1, 2.4 * p));
            var partialStep = Complex.FromPolarCoordinates(1, 2 * Math.PI * hz / sampleRate);
            var swellingStep = Complex.FromPolarCoordinates(1, 2 * Math.PI * (0.3 + 0.011 * p) / sampleRate);
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] += 0.01 * (1.2 + swelling.Imaginary) * partial.Imaginary;
                (partial, swelling) = (partial * partialStep, swelling * swellingStep);
            }
        }

        for (var i = 0; i < samples.Length; i++)
        {
            var toEdge = Math.Min(1, Math.Min(i, samples.Length - 1 - i) / (FadeS * sampleRate));
            samples[i] *= 0.5 - 0.5 * Math.Cos(Math.PI * toEdge);
        }

        var path = folder.Combine($"{sampleRate}-{topHz}.wav");
        File.WriteAllBytes(path, new WavBytes { SampleRate = sampleRate, Bits = 32, IsFloat = true }.Build(samples));
        return new TrackFeaturizer(FeatureOptions.Parity) { WithFrameSummary = true }
            .FeaturizeStretch(path, cancellationToken: TestContext.Current.CancellationToken).Clip.Features;
    }

    /// <summary>Names of the values over frames that differ by more than a hundredth of the larger of value and standard deviation.</summary>
    private static IEnumerable<string> Differing(ClipFeatures expected, ClipFeatures actual)
    {
        Assert.Equal(expected.Tempo, actual.Tempo);
        Assert.Equal(expected.Tuning, actual.Tuning, 0.011);
        return FeatureSchema.Families
            .SelectMany(family => Deviation.Of(family, actual.FrameSummary![family], expected.FrameSummary![family], expected.FrameSummary![family]))
            .Where(deviation => deviation.Relative > 0.01)
            .Select(deviation => deviation.Name);
    }

    private static float[] Noisy(float[] signal)
    {
        var noise = Signal.Noise(99, signal.Length, 0.01);
        return [.. signal.Select((x, i) => 0.3f * x + noise[i])];
    }

    private float[] Vector(TrackFeaturizer featurizer, string file) =>
        featurizer.FeaturizeStretch(folder.Combine(file), cancellationToken: TestContext.Current.CancellationToken).Clip.Features.Vector;
}
