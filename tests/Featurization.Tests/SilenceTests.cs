using Cluster.Featurization.TimeDomain;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests;

public class SilenceTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1e-6, true)]
    [InlineData(1e-4, false)]
    public void IsIn_NoiseOfALevel_TellsWhetherItIsHeard(double level, bool silent) =>
        Assert.Equal(silent, Silence.IsIn(Signal.Noise(1, 22_050 * 3, level), 22_050, 1));

    [Fact]
    public void IsIn_Gain_CountsFirst()
    {
        var noise = Signal.Noise(1, 22_050 * 3, 1e-6);

        Assert.True(Silence.IsIn(noise, 22_050, 3));
        Assert.False(Silence.IsIn(noise, 22_050, 100));
    }

    [Fact]
    public void IsIn_AClickInHalfAMinute_IsStillSilence()
    {
        var signal = new float[22_050 * 30];
        signal[1000] = 0.01f;

        Assert.True(Silence.IsIn(signal, 22_050, 1));
    }

    [Fact]
    public void IsIn_MusicInATenthOfTheClip_IsHeard()
    {
        var signal = new float[22_050 * 30];
        Signal.Noise(1, 22_050 * 4, 0.1).CopyTo(signal, 22_050);

        Assert.False(Silence.IsIn(signal, 22_050, 1));
    }

    [Fact]
    public void IsIn_LevelsThatAreNoNumbers_AreHeard() => Assert.False(Silence.IsIn([float.NaN, 0, 0]));
}
