using Cluster.Abstractions.Time;
using Cluster.Modeling.Drift;

namespace Cluster.Modeling.Tests.Drift;

public sealed class RetrainingDecisionTests
{
    private static readonly RetrainingOptions Options = new();
    private static readonly DateTimeOffset Trained = new(2026, 1, 15, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Night = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly RetrainingFacts Quiet = new() { LastTrainedAt = Trained, MacroF1Before = 0.80, MacroF1Now = 0.78, Labelled = 500, TrainedLabels = 1000, NewLabels = 20 };

    [Fact]
    public void Decide_NothingCallsForIt_SaysWhenTheNextIsDue()
    {
        var decision = RetrainingDecision.Decide(Quiet, Options, Noon);
        Assert.Equal((false, RetrainingTrigger.None, null), (decision.Start, decision.Trigger, decision.NotBefore));
        Assert.Contains("2026-04-15", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_QuarterOver_WaitsForTheNight()
    {
        var now = new DateTimeOffset(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);
        var decision = RetrainingDecision.Decide(Quiet, Options, now);
        Assert.Equal((false, RetrainingTrigger.Schedule), (decision.Start, decision.Trigger));
        Assert.Equal(new DateTimeOffset(2026, 4, 16, 2, 0, 0, TimeSpan.Zero), decision.NotBefore);
        Assert.True(RetrainingDecision.Decide(Quiet, Options, decision.NotBefore!.Value).Start);
    }

    [Fact]
    public void Decide_WindowOfAnotherZone_GoesByItsClock()
    {
        var istanbul = TimeZoneInfo.CreateCustomTimeZone("+3", TimeSpan.FromHours(3), "+3", "+3");
        var options = Options with { Window = new NightWindow(new TimeOnly(2, 0), new TimeOnly(5, 0), istanbul) };
        Assert.True(RetrainingDecision.Decide(Quiet, options, new DateTimeOffset(2026, 4, 15, 23, 30, 0, TimeSpan.Zero)).Start);
        Assert.False(RetrainingDecision.Decide(Quiet, options, new DateTimeOffset(2026, 4, 16, 2, 30, 0, TimeSpan.Zero)).Start);
    }

    [Fact]
    public void Decide_QualityDownFivePoints_StartsAtOnce()
    {
        var decision = RetrainingDecision.Decide(Quiet with { MacroF1Now = 0.75 }, Options, Noon);
        Assert.Equal((true, RetrainingTrigger.Quality), (decision.Start, decision.Trigger));
        Assert.Equal(RetrainingTrigger.None, RetrainingDecision.Decide(Quiet with { MacroF1Now = 0.751 }, Options, Noon).Trigger);
        Assert.Equal(RetrainingTrigger.None, RetrainingDecision.Decide(Quiet with { MacroF1Now = 0.5, Labelled = 99 }, Options, Noon).Trigger);
    }

    [Fact]
    public void Decide_Drift_StartsAtOnceAndNamesSome()
    {
        var decision = RetrainingDecision.Decide(Quiet with { DriftAlerts = ["a", "b", "c", "d", "e"] }, Options, Noon);
        Assert.Equal((true, RetrainingTrigger.Drift, "Drift of a, b, c and 2 more."), (decision.Start, decision.Trigger, decision.Reason));
    }

    [Theory]
    [InlineData(99, false, false)]
    [InlineData(100, false, true)]
    [InlineData(149, false, true)]
    [InlineData(150, true, true)]
    public void Decide_NewLabels_WaitForTheNightUntilThereAreMany(long labels, bool atNoon, bool atNight)
    {
        var facts = Quiet with { NewLabels = labels };
        Assert.Equal(atNoon, RetrainingDecision.Decide(facts, Options, Noon).Start);
        Assert.Equal(atNight, RetrainingDecision.Decide(facts, Options, Night).Start);
    }

    [Fact]
    public void Decide_TrainedADayAgo_Rests()
    {
        var facts = Quiet with { DriftAlerts = ["a"], LastTrainedAt = Noon.AddHours(-10) };
        var decision = RetrainingDecision.Decide(facts, Options, Noon);
        Assert.Equal((false, (DateTimeOffset?)Noon.AddHours(14)), (decision.Start, decision.NotBefore));
        Assert.True(RetrainingDecision.Decide(facts, Options, Noon.AddHours(14)).Start);
    }

    [Fact]
    public void Decide_TrainingRuns_StartsNoOther()
    {
        var decision = RetrainingDecision.Decide(Quiet with { DriftAlerts = ["a"], TrainingRuns = true }, Options, Noon);
        Assert.Equal((false, RetrainingTrigger.Drift, null), (decision.Start, decision.Trigger, decision.NotBefore));
    }

    [Fact]
    public void Decide_NeverTrained_IsDue()
    {
        Assert.False(RetrainingDecision.Decide(new RetrainingFacts(), Options, Noon).Start);
        Assert.True(RetrainingDecision.Decide(new RetrainingFacts(), Options, Night).Start);
    }

    [Fact]
    public void Decide_BadOptions_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetrainingDecision.Decide(Quiet, Options with { ManyNewLabels = 0.05 }, Noon));
}
