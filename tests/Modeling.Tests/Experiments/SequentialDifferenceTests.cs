using Cluster.Modeling.Experiments;
using CsCheck;

namespace Cluster.Modeling.Tests.Experiments;

public sealed class SequentialDifferenceTests
{
    private static SequentialDifference Look(long controlOf, long control, long treatmentOf, long treatment, double tau = 0.1, double alpha = 0.05) =>
        SequentialDifference.Start.Look(new ArmOutcome("control", controlOf, control), new ArmOutcome("treatment", treatmentOf, treatment), tau, alpha);

    [Fact]
    public void Look_TwoHundredEach_EqualsTheFormulaByHand()
    {
        // Rates 0.5 and 0.6; the common rate's variance, of 221/402, is the greater one.
        var common = 221 / 402.0;
        var s2 = common * (1 - common) * 2 / 200;
        double first = 101 / 202.0, second = 121 / 202.0;
        Assert.True(s2 > ((first * (1 - first)) + (second * (1 - second))) / 200);
        var mixed = s2 + 0.01;
        var ratio = Math.Sqrt(s2 / mixed) * Math.Exp(0.01 * 0.01 / (2 * s2 * mixed));
        var look = Look(200, 100, 200, 120);
        Assert.Equal(Math.Min(1, 1 / ratio), look.PValue, 12);
        var half = Math.Sqrt(s2 * mixed / 0.01 * ((2 * Math.Log(20)) + Math.Log(mixed / s2)));
        Assert.Equal(0.1 - half, look.Interval.Low, 12);
        Assert.Equal(0.1 + half, look.Interval.High, 12);
    }

    [Fact]
    public void Look_AnyCounts_IntervalLeavesZeroExactlyWhenPFallsToAlpha() =>
        Gen.Select(Gen.Int[50, 5000], Gen.Int[50, 5000], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0.01, 0.3]).Sample((n, m, p, q, tau) =>
        {
            var look = Look(n, (long)(n * p), m, (long)(m * q), tau);
            var excludes = look.Interval.Low > 0 || look.Interval.High < 0;
            return Math.Abs(look.PValue - 0.05) < 1e-9 || excludes == look.PValue < 0.05;
        });

    [Fact]
    public void Look_AnyCounts_IsSymmetricInTheArms() =>
        Gen.Select(Gen.Int[50, 5000], Gen.Int[50, 5000], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((n, m, p, q) =>
        {
            var (one, other) = (Look(n, (long)(n * p), m, (long)(m * q)), Look(m, (long)(m * q), n, (long)(n * p)));
            return Math.Abs(one.PValue - other.PValue) < 1e-12 && Math.Abs(one.Interval.Low + other.Interval.High) < 1e-12;
        });

    [Fact]
    public void Look_SmallArm_ConcludesNothing()
    {
        var look = Look(1000, 0, SequentialDifference.LeastPerArm - 1, SequentialDifference.LeastPerArm - 1);
        Assert.Equal((1.0, -1.0, 1.0), (look.PValue, look.Interval.Low, look.Interval.High));
        Assert.Equal(1, look.Difference);
    }

    [Fact]
    public void Look_LaterLooks_NeverRaiseP()
    {
        var look = Look(500, 100, 500, 200);
        var later = look.Look(new ArmOutcome("c", 600, 150), new ArmOutcome("t", 600, 205), 0.1, 0.05);
        Assert.True(look.PValue < 0.001);
        Assert.Equal(look.PValue, later.PValue);
        Assert.True(later.Interval.Low >= look.Interval.Low && later.Interval.High <= look.Interval.High);
    }

    [Fact]
    public void Look_ImpossibleCounts_NamesTheArm() =>
        Assert.Contains("treatment", Assert.Throws<ArgumentException>(() => Look(100, 1, 100, 101)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.1, 0.5)]
    [InlineData(0.02, 0.5)]
    [InlineData(0.5, 0.1)]
    [InlineData(0.05, 0.1)]
    [InlineData(0.97, 0.2)]
    public void Look_NoDifferenceLookedAtAfterEveryOutcome_KeepsItsAlpha(double rate, double share)
    {
        var found = SequentialSimulation.Run(rate, rate, share, outcomes: 2000, experiments: 1000, seed: 17);
        Assert.InRange(found.Share, 0, 0.05);
    }

    [Theory]
    [InlineData(0.50, 0.60, 0.5)]
    [InlineData(0.05, 0.10, 0.1)]
    [InlineData(0.90, 0.85, 0.8)]
    public void Look_RealDifferenceLookedAtAfterEveryOutcome_StaysInsideTheIntervals(double control, double treatment, double share) =>
        Assert.InRange(SequentialSimulation.ShareThatLeaves(control, treatment, share, outcomes: 2000, experiments: 600, seed: 31), 0, 0.05);

    [Fact]
    public void Look_RealDifference_IsFoundAndNotTooLate()
    {
        var found = SequentialSimulation.Run(0.50, 0.60, 0.5, outcomes: 3000, experiments: 300, seed: 3);
        Assert.InRange(found.Share, 0.85, 1);

        // The fixed test would need about 780 outcomes for a power of 0.8, and all of them every time.
        Assert.InRange(found.MeanOutcomes, 200, 1500);
    }

    [Trait("Suite", "Slow")]
    [Theory]
    [InlineData(0.01, 0.5)]
    [InlineData(0.05, 0.1)]
    [InlineData(0.3, 0.3)]
    [InlineData(0.5, 0.02)]
    [InlineData(0.99, 0.5)]
    public void Look_NoDifferenceForVeryLong_KeepsItsAlpha(double rate, double share)
    {
        foreach (var tau in (double[])[0.02, 0.1])
            Assert.InRange(SequentialSimulation.Run(rate, rate, share, outcomes: 10_000, experiments: 1500, seed: 23, tau).Share, 0, 0.03);
    }
}
