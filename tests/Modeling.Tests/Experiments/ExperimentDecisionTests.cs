using Cluster.Modeling.Experiments;

namespace Cluster.Modeling.Tests.Experiments;

public sealed class ExperimentDecisionTests
{
    private static readonly ExperimentOptions Options = new();
    private static readonly SampleRatioCheck Fair = SampleRatioCheck.Of([new("a", 0.5, 500), new("b", 0.5, 500)]);
    private static readonly SampleRatioCheck Unfair = SampleRatioCheck.Of([new("a", 0.5, 900), new("b", 0.5, 500)]);

    private static ExperimentDecision Decide(
        long control, IReadOnlyList<long> treatments, long exposed = 1000, double days = 10, SampleRatioCheck? ratio = null, ExperimentOptions? options = null) =>
        ExperimentDecision.Decide(
            ExperimentState.Look(
                null, new ArmOutcome("control", exposed, control), [.. treatments.Select((successes, i) => new ArmOutcome($"t{i}", exposed, successes))], options ?? Options),
            ratio ?? Fair,
            TimeSpan.FromDays(days),
            options ?? Options);

    [Fact]
    public void Decide_BetterTreatment_Wins()
    {
        var decision = Decide(300, [450]);
        Assert.Equal((ExperimentOutcome.Winner, "t0"), (decision.Outcome, decision.Winner));
        Assert.Contains("+0.1500", decision.Reason, StringComparison.Ordinal);
        Assert.Empty(decision.Harmful);
    }

    [Fact]
    public void Decide_LessIsBetter_TurnsItRound()
    {
        var decision = Decide(450, [300], options: Options with { MoreIsBetter = false });
        Assert.Equal("t0", decision.Winner);
    }

    [Fact]
    public void Decide_TwoBetterTreatments_TheGreaterDifferenceWins() => Assert.Equal("t1", Decide(300, [450, 500]).Winner);

    [Fact]
    public void Decide_HarmfulTreatment_EndsBeforeTheLeastDuration()
    {
        var decision = Decide(450, [300], days: 0.1);
        Assert.Equal((ExperimentOutcome.Winner, "control"), (decision.Outcome, decision.Winner));
        Assert.Equal(["t0"], decision.Harmful);
    }

    [Fact]
    public void Decide_OneHarmfulOfTwo_RunsOnAndNamesIt()
    {
        var decision = Decide(450, [300, 450]);
        Assert.Equal(ExperimentOutcome.Running, decision.Outcome);
        Assert.Equal(["t0"], decision.Harmful);
    }

    [Fact]
    public void Decide_BetterButEarlyOrSmall_RunsOn()
    {
        Assert.Equal(ExperimentOutcome.Running, Decide(300, [450], days: 2).Outcome);
        Assert.Equal(ExperimentOutcome.Running, Decide(30, [90], exposed: 120).Outcome);
    }

    [Fact]
    public void Decide_ArmsWithoutTheirShares_IsBrokenWhateverTheResult()
    {
        var decision = Decide(300, [450], ratio: Unfair);
        Assert.Equal((ExperimentOutcome.Broken, null), (decision.Outcome, decision.Winner));
    }

    [Fact]
    public void Decide_NarrowIntervalAroundZero_IsNoDifference() =>
        Assert.Equal(ExperimentOutcome.NoDifference, Decide(30_000, [30_010], exposed: 100_000).Outcome);

    [Fact]
    public void Decide_TimeIsUp_IsInconclusive()
    {
        Assert.Equal(ExperimentOutcome.Inconclusive, Decide(300, [310], days: 60).Outcome);
        Assert.Equal(ExperimentOutcome.Inconclusive, Decide(30, [90], exposed: 120, days: 60).Outcome);
        Assert.Equal(ExperimentOutcome.Running, Decide(300, [310], days: 59).Outcome);
    }

    [Fact]
    public void Look_ManyTreatments_AsksMoreOfEach()
    {
        // p is about 0.02: enough for one treatment, not for one of four.
        Assert.Equal(ExperimentOutcome.Winner, Decide(300, [381]).Outcome);
        Assert.Equal(ExperimentOutcome.Running, Decide(300, [381, 300, 300, 300]).Outcome);
    }

    [Fact]
    public void Look_BadArms_Throws()
    {
        var arm = new ArmOutcome("a", 10, 1);
        Assert.Throws<ArgumentException>(() => ExperimentState.Look(null, arm, [], Options));
        Assert.Throws<ArgumentException>(() => ExperimentState.Look(null, arm, [arm], Options));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExperimentState.Look(null, arm, [arm with { Arm = "b" }], Options with { Alpha = 1 }));
    }
}
