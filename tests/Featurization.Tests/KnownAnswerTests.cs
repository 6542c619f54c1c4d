using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests;

public class KnownAnswerTests
{
    private static readonly FeatureExtractor Extractor = new(FeatureOptions.Parity);

    [Theory]
    [InlineData(1000)]
    [InlineData(3000)]
    [InlineData(6000)]
    public void Extract_Sine_CentroidIsItsFrequency(double hz)
    {
        var features = Extractor.Extract(Signal.Sine(hz, 5 * 22_050));

        Assert.Equal(hz, features.WindowSummary[FeatureFamily.Centroid].P90[0], 0.02 * hz);
    }

    [Fact]
    public void Extract_Sine_CrossesZeroTwicePerPeriod()
    {
        var features = Extractor.Extract(Signal.Sine(1000, 5 * 22_050));

        Assert.Equal(2 * 1000.0 / 22_050, features.WindowSummary[FeatureFamily.ZeroCrossingRate].P90[0], 5e-4);
    }

    [Fact]
    public void Extract_Sine_LevelIsAmplitudeOverRootTwo()
    {
        var features = Extractor.Extract(Signal.Sine(1000, 5 * 22_050, amplitude: 0.5));

        Assert.Equal(0.5 / Math.Sqrt(2), features.WindowSummary[FeatureFamily.RootMeanSquare].P90[0], 1e-4);
    }

    [Theory]
    [InlineData(261.6256, 0)] // C
    [InlineData(440, 9)] // A
    [InlineData(493.8833, 11)] // B
    public void Extract_Sine_StrongestPitchClassIsItsOwn(double hz, int pitchClass)
    {
        var features = Extractor.Extract(Signal.Sine(hz, 5 * 22_050));

        var mean = features.WindowSummary[FeatureFamily.Chroma].Mean;
        Assert.Equal(pitchClass, Array.IndexOf(mean, mean.Max()));
    }

    [Fact]
    public void Extract_ClicksEveryHalfSecond_TempoIsNear120()
    {
        var features = Extractor.Extract(Signal.Sampled(Signal.Clicks120At(), 20 * 22_050));

        Assert.Equal(120, features.Tempo, 4.0); // lags are whole frames: 117.5 and 123 are the nearest
    }

    [Fact]
    public void Extract_Silence_GivesZerosAndTheFloor()
    {
        var features = Extractor.Extract(Signal.Silence(5 * 22_050));

        Assert.Equal(0, features.Tuning);
        Assert.All(features.WindowSummary[FeatureFamily.Chroma].Mean, value => Assert.Equal(0, value));
        Assert.Equal(0, features.WindowSummary[FeatureFamily.Centroid].Mean[0]);
        Assert.Equal(-100 * Math.Sqrt(128), features.WindowSummary[FeatureFamily.Mfcc].Mean[0], 1e-2);
        Assert.All(features.Vector, value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(4095)] // 8 frames: too few for derivatives
    public void Extract_ShorterThanNineFrames_HasNoDerivativesAndIsOtherwiseFinite(int samples)
    {
        var features = Extractor.Extract(Signal.Sine(440, samples));

        Assert.Equal(1 + samples / 512, features.Frames);
        Assert.Equal(1, features.Windows);
        for (var i = 0; i < features.Vector.Length; i++)
        {
            var isDerivative = FeatureSchema.Default.Names[i].StartsWith("mfcc_delta", StringComparison.Ordinal);
            Assert.Equal(isDerivative, float.IsNaN(features.Vector[i]));
            Assert.False(float.IsInfinity(features.Vector[i]));
        }
    }

    [Theory]
    [InlineData(4096)] // 9 frames
    [InlineData(15_000)]
    [InlineData(22_050)]
    [InlineData(33_333)]
    public void Extract_FromNineFramesOn_IsFinite(int samples) =>
        Assert.All(Extractor.Extract(Signal.Tune(3, samples / 22_050.0)).Vector, value => Assert.True(float.IsFinite(value)));

    [Fact]
    public void Extract_NoSample_Throws() => Assert.Throws<ArgumentException>(() => Extractor.Extract([]));

    [Fact]
    public void Extract_MoreThanHalfAnHour_Throws() =>
        Assert.Throws<ArgumentException>(() => Extractor.Extract(new float[1801 * 22_050]));
}
