using Cluster.Featurization.Tests.Golden;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Reference;

/// <summary>The featurizer against the reference, where the golden files do not reach: edges, extremes, other settings.</summary>
public class ReferenceParityTests
{
    private const int Rate = 22_050;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(4096)] // nine frames: the first clip with derivatives
    [InlineData(22_050)]
    [InlineData(22_051)]
    public void Extract_AnyLength_EqualsReference(int samples) => Compare(Music().AsSpan(5000, samples).ToArray(), FeatureOptions.Parity);

    [Theory]
    [InlineData("square wave, clipped")]
    [InlineData("music on a constant")]
    [InlineData("very quiet noise")]
    [InlineData("full-scale noise")]
    [InlineData("silent half")]
    [InlineData("one impulse")]
    [InlineData("a constant")]
    public void Extract_Extreme_EqualsReference(string name) => Compare(Extreme(name), FeatureOptions.Parity);

    [Theory]
    [InlineData(20, 13)]
    [InlineData(127, 20)]
    [InlineData(256, 40)]
    public void Extract_OtherSettings_EqualsReference(int melBands, int mfccs) => Compare(
        Music(), new FeatureOptions { MelBandCount = melBands, MfccCount = mfccs, RolloffShare = 0.5, TextureWindowS = 0.7, TextureHopS = 0.3 });

    private static float[] Extreme(string name) => name switch
    {
        "square wave, clipped" => [.. Signal.Sine(330, 4 * Rate, amplitude: 50).Select(x => Math.Clamp(x, -1, 1))],
        "music on a constant" => [.. Music().Select(x => 0.5f * x + 0.4f)],
        "very quiet noise" => Signal.Noise(11, 4 * Rate, 1e-4),
        "full-scale noise" => [.. Signal.Noise(12, 4 * Rate, 10)],
        "silent half" => [.. Music(), .. new float[4 * Rate]],
        "one impulse" => [.. new float[30_000], 1, .. new float[40_000]],
        "a constant" => [.. Enumerable.Repeat(0.25f, 3 * Rate)],
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static float[] Music()
    {
        var noise = Signal.Noise(13, 4 * Rate, 0.003);
        return [.. Signal.Tune(14, 4).Select((x, i) => x + noise[i])];
    }

    private static void Compare(float[] samples, FeatureOptions options)
    {
        var actual = new FeatureExtractor(options).Extract(samples);
        var expected = ReferenceExtractor.Extract(samples, options, actual.Tuning);

        new Parity { Relative = _ => 1e-5, Rounding = Rounding, Tuning = 0.011 }.Holds(expected, actual);
    }

    // Flat or steady spectra have values near 0 that single precision, in which the rules have levels and coefficients, cannot tell from it:
    // levels go to 100 dB, and a first coefficient of -1000 is rounded to 6e-5.
    private static double Rounding(FeatureFamily family) => family switch
    {
        FeatureFamily.Mfcc or FeatureFamily.MfccDelta or FeatureFamily.MfccDelta2 or FeatureFamily.Contrast => 1e-4,
        FeatureFamily.Chroma => 1e-6,
        _ => 0,
    };
}
