namespace Cluster.Featurization.Tests.MirToolbox;

/// <summary>As <see cref="FixedRecipeTests"/>, of the constants of <c>mirtoolbox-v1</c>.</summary>
public class MirFixedRecipeTests
{
    // What only shapes buffers and loops, or follows from other constants.
    private static readonly string[] Workings =
    [
        "ChromaTones.ClassCount", "GammatoneBank.BlockLength", "GammatoneBank.MostLanes", "GammatoneBank.WorkLength", "GammatoneBank.Coefficients",
        "HammingWindow.BlockLength", "LongChroma.Half", "LongSpectrum.BinCount", "LongSpectrum.BinHz", "Roughness.MostExponent",
        "Roughness.BinHz", "SpectralMoments.BlockLength", "TempoCurve.Rate",
    ];

    // What moves numbers: its value, and the part of the canonical text that stands for it.
    private static readonly (string Constant, double Value, string Part)[] Recipe =
    [
        ("BeatLags.LeastS", 0.3, "lags=0.3-1.5/0.5/0.25"),
        ("BeatLags.MostS", 1.5, "lags=0.3-1.5/0.5/0.25"),
        ("BeatLags.LikelyS", 0.5, "lags=0.3-1.5/0.5/0.25"),
        ("BeatLags.PerOctave", 0.25, "lags=0.3-1.5/0.5/0.25"),
        ("ChromaTones.LeastShare", 0.01, "chroma=100-6400/20db"),
        ("ChromaTones.LowestHz", 100, "chroma=100-6400/20db"),
        ("ChromaTones.HighestHz", 6400, "chroma=100-6400/20db"),
        ("ChromaTones.MiddleC", 261.6256, "20db/261.6256/1e-6"),
        ("ChromaTones.RangeDb", 20, "20db/261.6256/1e-6"),
        ("ChromaTones.Nothing", 1e-6, "20db/261.6256/1e-6"),
        ("ClipLevels.FrameS", 0.05, "lowEnergy=0.05"),
        ("Fluctuation.FrameS", 0.023, "fluctuation=0.023/80/1024/24/8000/10/1e-16"),
        ("Fluctuation.FrameRate", 80, "fluctuation=0.023/80/1024"),
        ("Fluctuation.TransformLength", 1024, "fluctuation=0.023/80/1024"),
        ("Fluctuation.LeastTransform", 8000, "24/8000/10/1e-16"),
        ("Fluctuation.MostHz", 10, "24/8000/10/1e-16"),
        ("Fluctuation.Floor", 1e-16, "24/8000/10/1e-16"),
        ("GammatoneBank.Decimation", 16, "gammatone=10/50/9.26449/24.7/1.019/4/0.02/3/16"),
        ("GammatoneBank.ChannelCount", 10, "gammatone=10/50"),
        ("GammatoneBank.LowestHz", 50, "gammatone=10/50"),
        ("GammatoneBank.EarQ", 9.26449, "9.26449/24.7/1.019"),
        ("GammatoneBank.LeastBandwidthHz", 24.7, "9.26449/24.7/1.019"),
        ("GammatoneBank.BandwidthFactor", 1.019, "9.26449/24.7/1.019"),
        ("GammatoneBank.SmoothingS", 0.02, "1.019/4/0.02/3/16"),
        ("GammatoneBank.Sections", 4, "1.019/4/0.02/3/16"),
        ("GammatoneBank.Mirrored", 3, "1.019/4/0.02/3/16"),
        ("HammingWindow.Mean", 0.54, "window=0.54-0.46/symmetric"),
        ("HammingWindow.Depth", 0.46, "window=0.54-0.46/symmetric"),
        ("LongChroma.WindowMean", 0.54, "window=0.54-0.46/symmetric"),
        ("LongChroma.WindowSide", 0.23, "window=0.54-0.46/symmetric"),
        ("HarmonicChange.FrameS", 0.743, "hcdf=0.743/0.1/32768/6"),
        ("HarmonicChange.HopShare", 0.1, "hcdf=0.743/0.1/32768/6"),
        ("HarmonicChange.TransformLength", 32_768, "hcdf=0.743/0.1/32768/6"),
        ("HarmonicChange.Dimensions", 6, "hcdf=0.743/0.1/32768/6"),
        ("LongSpectrum.TransformLength", 2_097_152, "long=2097152"),
        ("LongSpectrum.BandLimitHz", 16_000, "frontEnd=fft-16000/16bit-even"),
        ("LongSpectrum.FullScale", 32_768, "frontEnd=fft-16000/16bit-even"),
        ("MirToolboxExtractor.SampleRate", 44_100, "sampleRate=44100"),
        ("OnsetEnvelope.Rate", 100, "onsets=0.1/100/8192/0.1"),
        ("OnsetEnvelope.FrameLength", 4410, "onsets=0.1/100/8192/0.1"),
        ("OnsetEnvelope.TransformLength", 8192, "onsets=0.1/100/8192/0.1"),
        ("OnsetEnvelope.Contrast", 0.1, "onsets=0.1/100/8192/0.1"),
        ("Roughness.FrameS", 0.05, "roughness=0.05/4096/0.01"),
        ("Roughness.TransformLength", 4096, "roughness=0.05/4096/0.01"),
        ("Roughness.Contrast", 0.01, "roughness=0.05/4096/0.01"),
        ("Roughness.SlowDecay", 3.51, "3.51/5.75/0.24/0.0207/18.96"),
        ("Roughness.FastDecay", 5.75, "3.51/5.75/0.24/0.0207/18.96"),
        ("Roughness.WidthNumerator", 0.24, "3.51/5.75/0.24/0.0207/18.96"),
        ("Roughness.WidthPerHz", 0.0207, "3.51/5.75/0.24/0.0207/18.96"),
        ("Roughness.WidthAtZero", 18.96, "3.51/5.75/0.24/0.0207/18.96"),
        ("SeriesStatistics.Nothing", 1e-12, "statistics=n-1/uncentred/1e-12"),
        ("SpectralMoments.MostEntropy", 0.95, "moments=plus-least/0.95"),
        ("SpectralMoments.Nothing", 1e-12, "entropy=1e-12"),
        ("SpectralMoments.RolloffShare", 0.85, "rolloff=0.85"),
        ("SpectralMoments.BrightnessHz", 1500, "brightness=1500"),
        ("TempoCurve.Contrast", 0.1, "tempo=0.1/0.01/10/1.1"),
        ("TempoEnhancement.Contrast", 0.01, "tempo=0.1/0.01/10/1.1"),
        ("TempoEnhancement.MostStretch", 10, "tempo=0.1/0.01/10/1.1"),
        ("TempoEnhancement.Steepening", 1.1, "tempo=0.1/0.01/10/1.1"),
        ("TriangleBank.CoefficientCount", 13, "66.66666666x12*1.0711703/40/13/1e-16"),
        ("TriangleBank.BandCount", 40, "66.66666666x12*1.0711703/40/13/1e-16"),
        ("TriangleBank.LowestHz", 133.3333, "mfcc=133.3333+66.66666666"),
        ("TriangleBank.StepHz", 66.66666666, "mfcc=133.3333+66.66666666"),
        ("TriangleBank.Ratio", 1.0711703, "66.66666666x12*1.0711703/40/13/1e-16"),
        ("TriangleBank.LinearEdges", 12, "66.66666666x12*1.0711703/40/13/1e-16"),
        ("TriangleBank.Floor", 1e-16, "66.66666666x12*1.0711703/40/13/1e-16"),
    ];

    [Fact]
    public void Id_Released_IsTheReleasedOne()
    {
        Assert.Equal("mirtoolbox-v1-038fdf83", FeatureSchema.Find("mirtoolbox-v1")!.Id);
        Assert.Equal("mirtoolbox-v1-69235d8f", new FeatureSchema(FeatureOptions.MirToolbox with { FrontEnd = false }).Id);
    }

    [Fact]
    public void CanonicalText_EveryConstantThatMovesNumbers_IsInIt()
    {
        var text = FeatureSchema.CanonicalText(FeatureOptions.MirToolbox);
        var constants = RecipeConstants.Of(null, "MirToolbox");

        Assert.Equal(Recipe.Select(entry => entry.Constant).Concat(Workings).Order(StringComparer.Ordinal), constants.Keys.Order(StringComparer.Ordinal));
        Assert.All(Recipe, entry =>
        {
            Assert.Equal(entry.Value, constants[entry.Constant]);
            Assert.Contains(entry.Part, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Names_AreTheTablesOwnInItsOrder()
    {
        var header = File.ReadLines(Cluster.TestKit.Needs.SharedData("turkish-music-emotion/acoustic_features.csv")).First().Split(',');

        Assert.Equal(header[1..].Where(name => !name.StartsWith("_AttackTime", StringComparison.Ordinal)), FeatureSchema.Find("mirtoolbox-v1")!.Names);
    }

    [Fact]
    public void Validated_LoudnessTarget_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => (FeatureOptions.MirToolbox with { LoudnessTargetLufs = -23 }).Validated());
}
