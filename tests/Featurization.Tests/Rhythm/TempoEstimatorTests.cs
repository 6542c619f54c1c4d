using Cluster.Featurization.Rhythm;
using Cluster.Featurization.Tests.Reference;

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

        Assert.Equal(ReferenceTempo.Estimate([.. envelope.Select(value => (double)value)]), actual, 1e-9);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1e-9)]
    [InlineData(3, 1e-4)]
    public void Estimate_LoudOnsetsThenNearlyNone_EqualsExhaustiveSearch(int seed, double quiet)
    {
        // Every window counts alike, however little is in it: running sums that have seen the loud part know little of the quiet one.
        var random = new Random(seed);
        var envelope = new float[900];
        for (var t = 0; t < envelope.Length; t++) envelope[t] = (float)((t < 200 ? 50 : quiet) * random.NextDouble() * (t % 31 < 2 ? 1 : 0.2));

        var actual = new TempoEstimator(FramesPerSecond).Estimate(envelope, new double[TempoEstimator.ScratchLength(envelope.Length)]);

        Assert.Equal(ReferenceTempo.Estimate([.. envelope.Select(value => (double)value)]), actual, 1e-9);
    }

    [Fact]
    public void Estimate_NoOnset_IsTheLagNearestTo120()
    {
        var actual = new TempoEstimator(FramesPerSecond).Estimate(new float[100], new double[TempoEstimator.ScratchLength(100)]);

        Assert.Equal(60 * FramesPerSecond / 22, actual, 1e-9);
    }
}
