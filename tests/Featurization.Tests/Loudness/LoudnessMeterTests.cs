using Cluster.Featurization.Loudness;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Loudness;

public class LoudnessMeterTests
{
    [Fact]
    public void Coefficients_At48Kilohertz_AreThoseOfTheRecommendation()
    {
        var weighting = new KWeighting(48_000);

        // ITU-R BS.1770-4, tables 1 and 2.
        Tolerance.Near(1.53512485958697, weighting.Shelf.B0, 1e-8);
        Tolerance.Near(-2.69169618940638, weighting.Shelf.B1, 1e-8);
        Tolerance.Near(1.19839281085285, weighting.Shelf.B2, 1e-8);
        Tolerance.Near(-1.69065929318241, weighting.Shelf.A1, 1e-8);
        Tolerance.Near(0.73248077421585, weighting.Shelf.A2, 1e-8);
        Tolerance.Near(-1.99004745483398, weighting.HighPass.A1, 1e-8);
        Tolerance.Near(0.99007225036621, weighting.HighPass.A2, 1e-8);
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(96_000)]
    [InlineData(32_000)]
    [InlineData(22_050)]
    [InlineData(16_000)]
    public void Integrated_StereoSineOf1Kilohertz_IsItsLevel(int rate)
    {
        // EBU Tech 3341, case 1: a stereo sine of 1 kHz with peaks at -23 dBFS measures -23 LUFS.
        var sine = Signal.Sine(1000, 20 * rate, rate, Math.Pow(10, -23.0 / 20));

        Tolerance.Near(-23, Measure(Signal.Interleave(sine, 2), rate, 2), 0.1);
    }

    [Fact]
    public void Integrated_MonoSine_IsThreeDecibelsLessThanTwoChannels()
    {
        var sine = Signal.Sine(1000, 20 * 48_000, 48_000, Math.Pow(10, -23.0 / 20));

        Tolerance.Near(-26, Measure(sine, 48_000, 1), 0.1);
    }

    [Fact]
    public void Integrated_QuietPartsBelowTheGates_DoNotCount()
    {
        // EBU Tech 3341, case 3: 10 s at -36, 60 s at -23, 10 s at -36 dBFS measures -23 LUFS.
        const int Rate = 8_000;
        var quiet = Signal.Sine(1000, 10 * Rate, Rate, Math.Pow(10, -36.0 / 20));
        var loud = Signal.Sine(1000, 60 * Rate, Rate, Math.Pow(10, -23.0 / 20));

        Tolerance.Near(-23, Measure(Signal.Interleave([.. quiet, .. loud, .. quiet], 2), Rate, 2), 0.2);
    }

    [Fact]
    public void Integrated_SurroundChannels_CountMoreAndTheLowFrequencyOneNot()
    {
        const int Rate = 48_000;
        var sine = Signal.Sine(1000, 5 * Rate, Rate, 0.1);
        var front = Measure(In(0, sine), Rate, 6);

        Tolerance.Near(front, Measure(In(2, sine), Rate, 6), 1e-9);
        Tolerance.Near(front + 10 * Math.Log10(1.41), Measure(In(4, sine), Rate, 6), 1e-9);
        Assert.Equal(double.NegativeInfinity, Measure(In(3, sine), Rate, 6));
    }

    [Fact]
    public void Integrated_Silence_IsMinusInfinity() => Assert.Equal(double.NegativeInfinity, Measure(new float[48_000], 48_000, 1));

    [Theory]
    [InlineData(100)]
    [InlineData(4_800)]
    public void Integrated_ShorterThanABlock_IsMeasuredAsOne(int samples) =>
        Assert.True(double.IsFinite(Measure(Signal.Sine(1000, samples, 48_000), 48_000, 1)));

    [Fact]
    public void Integrated_StretchOfAStream_EqualsThatStretchAlone()
    {
        const int Rate = 44_100;
        var loud = Signal.Tune(1, 6, Rate);
        var stream = new LoudnessMeter(Rate, 1);
        stream.Process(Signal.Noise(2, 5 * Rate));
        stream.Process(loud);

        Tolerance.Near(Measure(loud, Rate, 1), stream.Integrated(5, 6), 0.01);
    }

    [Fact]
    public void Forget_LongStream_KeepsTheMeterSmall()
    {
        var meter = new LoudnessMeter(8_000, 1);
        var second = Signal.Sine(1000, 8_000, 8_000);
        for (var s = 0; s < 600; s++)
        {
            meter.Process(second);
            meter.Forget(s - 30);
        }

        Assert.True(meter.Capacity <= 8192, $"It holds {meter.Capacity} numbers.");
        Tolerance.Near(Measure([.. Enumerable.Repeat(second, 10).SelectMany(x => x)], 8_000, 1), meter.Integrated(575, 20), 0.01);
    }

    private static double Measure(float[] interleaved, int rate, int channels)
    {
        var meter = new LoudnessMeter(rate, channels);
        meter.Process(interleaved);
        return meter.Integrated(0, interleaved.Length / (double)channels / rate);
    }

    private static float[] In(int channel, float[] mono)
    {
        var interleaved = new float[6 * mono.Length];
        for (var i = 0; i < mono.Length; i++) interleaved[6 * i + channel] = mono[i];
        return interleaved;
    }
}
