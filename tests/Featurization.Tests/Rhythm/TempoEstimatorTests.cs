using Cluster.Featurization.Rhythm;

namespace Cluster.Featurization.Tests.Rhythm;

public class TempoEstimatorTests
{
    private const double FramesPerSecond = 22_050.0 / 512;

    [Theory]
    [InlineData(1, 400)]
    [InlineData(2, 50)]
    [InlineData(3, 1)]
    [InlineData(4, 700)]
    public void Estimate_RandomEnvelope_EqualsExhaustiveSearch(int seed, int frames)
    {
        var random = new Random(seed);
        var envelope = new float[frames];
        for (var t = 0; t < frames; t++) envelope[t] = (float)(Math.Pow(random.NextDouble(), 3) + (t % (17 + 3 * seed) == 0 ? 2 : 0));

        var actual = new TempoEstimator(FramesPerSecond).Estimate(envelope, new double[TempoEstimator.ScratchLength(frames)]);

        Assert.Equal(Exhaustive(envelope), actual, 1e-9);
    }

    [Fact]
    public void Estimate_NoOnset_IsTheLagNearestTo120()
    {
        var actual = new TempoEstimator(FramesPerSecond).Estimate(new float[100], new double[TempoEstimator.ScratchLength(100)]);

        Assert.Equal(60 * FramesPerSecond / 22, actual, 1e-9);
    }

    /// <summary>Every window, every lag, straight from the definition.</summary>
    private static double Exhaustive(float[] envelope)
    {
        const int Length = 344;
        const int Pad = 172;
        var padded = new double[envelope.Length + 2 * Pad];
        for (var i = 0; i < Pad; i++)
        {
            padded[i] = envelope[0] * (double)i / Pad;
            padded[^(i + 1)] = envelope[^1] * (double)i / Pad;
        }

        for (var i = 0; i < envelope.Length; i++) padded[Pad + i] = envelope[i];
        var mean = new double[Length];
        for (var t = 0; t < envelope.Length; t++)
        {
            var windowed = Enumerable.Range(0, Length).Select(i => padded[t + i] * (0.5 - 0.5 * Math.Cos(2 * Math.PI * i / Length))).ToArray();
            var correlation = Enumerable.Range(0, Length).Select(lag => Enumerable.Range(0, Length - lag).Sum(i => windowed[i] * windowed[i + lag])).ToArray();
            for (var lag = 0; lag < Length; lag++) mean[lag] += correlation[lag] / correlation[0] / envelope.Length;
        }

        var bpm = Enumerable.Range(0, Length).Select(lag => 60 * FramesPerSecond / lag).ToArray();
        var best = Enumerable.Range(1, Length - 1).Where(lag => bpm[lag] < 320)
            .MaxBy(lag => Math.Log(1 + 1e6 * mean[lag]) - 0.5 * Math.Pow(Math.Log2(bpm[lag] / 120), 2));
        return bpm[best];
    }
}
