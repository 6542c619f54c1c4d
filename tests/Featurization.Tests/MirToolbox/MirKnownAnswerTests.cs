using Cluster.Featurization.MirToolbox;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.MirToolbox;

/// <summary>Signals whose columns can be told without computing them.</summary>
public class MirKnownAnswerTests
{
    private const int Rate = 44_100;
    private const int Count = 24 * Rate;
    private static readonly MirToolboxExtractor Extractor = new(FeatureOptions.MirToolbox with { FrontEnd = false });

    [Fact]
    public void Extract_Sine_HasItsLevelCrossingsAndClass()
    {
        var columns = Columns(Signal.Sine(440, Count, Rate));

        Tolerance.Near(0.5 / Math.Sqrt(2), columns("_RMSenergy_Mean"), 1e-4);
        Tolerance.Near(440, columns("_Zero-crossingrate_Mean"), 0.1);
        Tolerance.Near(440, columns("_Rolloff_Mean"), 0.1);
        Tolerance.Near(1, columns("_Chromagram_Mean_10"), 1e-4); // A, the tenth from C
        Assert.InRange(columns("_HarmonicChangeDetectionFunction_Mean"), 0, 1e-6);
        Assert.Equal(0, columns("_Roughness_Mean"));
        Assert.True(double.IsNaN(columns("_Roughness_Slope")));
    }

    [Fact]
    public void Extract_TwoCloseSines_AreRough()
    {
        var (close, wide) = (Columns(Chord(440, 480)), Columns(Chord(440, 880)));

        Assert.True(close("_Roughness_Mean") > 100 * wide("_Roughness_Mean"));
    }

    [Fact]
    public void Extract_TwiceTheLevel_IsFourTimesAsRoughAndOtherwiseTheSame()
    {
        var tune = Signal.Tune(1, 24, Rate);
        var (loud, quiet) = (Columns(tune), Columns(Array.ConvertAll(tune, sample => sample / 2)));

        Tolerance.Near(2 * quiet("_RMSenergy_Mean"), loud("_RMSenergy_Mean"), 1e-9);
        Tolerance.Near(4 * quiet("_Roughness_Mean"), loud("_Roughness_Mean"), 1e-9 * loud("_Roughness_Mean"));
        string[] independent =
            ["_Lowenergy_Mean", "_Tempo_Mean", "_MFCC_Mean_1", "_Spectralcentroid_Mean", "_Chromagram_Mean_1", "_Eventdensity_Mean", "_Pulseclarity_Mean", "_Roughness_Slope"];
        Assert.All(independent, name => Tolerance.Near(quiet(name), loud(name), 1e-8 * Math.Max(1, Math.Abs(quiet(name))), name));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(120)]
    [InlineData(150)]
    public void Extract_Clicks_HaveTheirTempoAndDensity(double beatsPerMinute)
    {
        var period = (int)(Rate * 60 / beatsPerMinute);
        var clicks = new float[Count];
        for (var i = 0; i < Count; i++)
        {
            var m = i % period / (double)Rate;
            clicks[i] = (float)(0.8 * Math.Sin(2 * Math.PI * 1000 * m) * Math.Exp(-50 * m));
        }

        var columns = Columns(clicks);

        Tolerance.Near(beatsPerMinute, columns("_Tempo_Mean"), 0.5);
        Tolerance.Near(beatsPerMinute / 60, columns("_Eventdensity_Mean"), 0.1);
        Assert.InRange(columns("_Pulseclarity_Mean"), 0.5, 1);
    }

    [Fact]
    public void Extract_Silence_HasNoNumbersWhereThereAreNone()
    {
        var columns = Columns(Signal.Silence(Count));

        Assert.Equal(0, columns("_RMSenergy_Mean"));
        Assert.Equal(0, columns("_Pulseclarity_Mean"));
        Assert.Equal(0, columns("_Chromagram_Mean_1"));
        string[] without = ["_Tempo_Mean", "_Spectralcentroid_Mean", "_Spectralflatness_Mean", "_Brightness_Mean", "_HarmonicChangeDetectionFunction_Std"];
        Assert.All(without, name => Assert.True(double.IsNaN(columns(name)), name));
        Assert.True(Extractor.Extract(Signal.Silence(Count), 0, false, null).IsSilent);
    }

    [Fact]
    public void Extract_WhiteNoise_HasNoCentroid()
    {
        var columns = Columns(Signal.Noise(1, Count));

        Assert.InRange(columns("_EntropyofSpectrum_Mean"), 0.95, 1);
        Assert.True(double.IsNaN(columns("_Spectralcentroid_Mean")));
        Tolerance.Near(0.85 * Rate / 2, columns("_Rolloff_Mean"), 100);
        Tolerance.Near(1 - 1500 / 22_050.0, columns("_Brightness_Mean"), 0.01);
    }

    [Theory]
    [InlineData(23.7)]
    [InlineData(47.6)]
    public void Extract_OutsideItsLengths_Throws(double seconds) =>
        Assert.Throws<ArgumentException>(() => Extractor.Extract(new float[(int)(seconds * Rate)], 0, false, null));

    [Fact]
    public void Extract_LongestClip_HasColumns()
    {
        var columns = Columns(Signal.Tune(1, 47.5, Rate));

        Assert.All(MirToolboxColumns.Names, name => Assert.True(double.IsFinite(columns(name)), name));
    }

    [Fact]
    public void Extract_AfterOtherClips_GivesWhatAFreshOneGives()
    {
        var used = new MirToolboxExtractor(FeatureOptions.MirToolbox);
        used.Extract(Signal.Noise(1, 40 * Rate), 0, false, null);
        var tune = Signal.Tune(1, 25, Rate);

        var expected = new MirToolboxExtractor(FeatureOptions.MirToolbox).Extract(tune, 0, false, null).Columns;

        Assert.Equal(expected, used.Extract(tune, 0, false, null).Columns);
    }

    private static float[] Chord(params double[] hz) => Signal.Sampled(Signal.ChordAt(hz), Count, Rate);

    private static Func<string, double> Columns(float[] samples)
    {
        var columns = Extractor.Extract(samples, 0, false, null).Columns;
        return name => columns[Extractor.Schema.Names.ToList().IndexOf(name)];
    }
}
