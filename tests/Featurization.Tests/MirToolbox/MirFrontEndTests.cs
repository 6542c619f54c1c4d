using Cluster.Featurization.MirToolbox;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.MirToolbox;

public class MirFrontEndTests
{
    private const int Rate = 44_100;
    private static readonly LongSpectrum Spectrum = new();

    [Theory]
    [InlineData(440, true)]
    [InlineData(15_900, true)]
    [InlineData(16_100, false)]
    [InlineData(21_000, false)]
    public void LimitBand_Sine_StaysBelowSixteenKilohertzOnly(double hz, bool stays)
    {
        var samples = Signal.Sine(hz, 24 * Rate + 1, Rate);
        var before = samples.AsSpan().ToArray();

        Limit(samples);

        // At the ends a sine is cut off, which is a click in every band, and rings on near the limit.
        for (var i = Rate; i < samples.Length - Rate; i++) Tolerance.Near(stays ? before[i] : 0, samples[i], 1e-3, $"sample {i}");
    }

    [Fact]
    public void LimitBand_AnySignal_IsSixteenBit()
    {
        var samples = Signal.Noise(1, 24 * Rate, deviation: 0.6);

        Limit(samples);

        Assert.All(samples, sample => Assert.Equal(Math.Round(sample * 32768.0), sample * 32768.0));
        Assert.InRange(samples.Min(), -1, -0.99f);
        Assert.InRange(samples.Max(), 0.99f, 32767 / 32768f);
    }

    [Fact]
    public void LimitBand_Again_ChangesLittle()
    {
        var once = Signal.Tune(1, 24, Rate);
        Limit(once);
        var twice = once.AsSpan().ToArray();

        Limit(twice);

        // What rounding puts above the limit is taken out again: steps of 2^-15.
        for (var i = Rate; i < once.Length - Rate; i++) Tolerance.Near(once[i], twice[i], 2.1 / 32768, $"sample {i}");
    }

    private static void Limit(float[] samples) =>
        Spectrum.LimitBand(samples, new double[LongSpectrum.TransformLength], new double[Spectrum.ScratchLength]);
}
