using Cluster.Modeling.Promotion;

namespace Cluster.Modeling.Tests.Promotion;

public sealed class BakeDecisionTests
{
    private static readonly BakeOptions Options = new();
    private static readonly BakeEvidence Calm = new(TimeSpan.FromHours(2), 1000, 3, 20, 1000, 200, 40, 12);

    [Fact]
    public void Decide_LimitsKept_WatchesThenHolds()
    {
        Assert.Equal(BakeOutcome.Watching, BakeDecision.Decide(Calm, Options).Outcome);
        Assert.Equal(BakeOutcome.Held, BakeDecision.Decide(Calm with { Elapsed = TimeSpan.FromHours(24) }, Options).Outcome);
    }

    [Fact]
    public void Decide_EveryRequestFails_RollsBackAtTheLeastRequests()
    {
        var failing = new BakeEvidence(TimeSpan.FromSeconds(5), 19, 19, 0, 0, 0, 0, 0);
        Assert.Equal(BakeOutcome.Watching, BakeDecision.Decide(failing, Options).Outcome);
        var decision = BakeDecision.Decide(failing with { Requests = 20, Errors = 20 }, Options);
        Assert.Equal(BakeOutcome.RollBack, decision.Outcome);
        Assert.Equal([Gate.Errors], decision.Broken);
        Assert.Contains("20 requests failed", decision.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, 20, 200, 12, Gate.Errors)]
    [InlineData(3, 150, 200, 12, Gate.Latency)]
    [InlineData(3, 20, 700, 12, Gate.Review)]
    [InlineData(3, 20, 200, 38, Gate.Accuracy)]
    public void Decide_OneLimitBroken_RollsBackForIt(long errors, long slow, long reviews, long wrong, Gate broken)
    {
        var decision = BakeDecision.Decide(Calm with { Errors = errors, Slow = slow, Reviews = reviews, Wrong = wrong }, Options);
        Assert.Equal(BakeOutcome.RollBack, decision.Outcome);
        Assert.Equal([broken], decision.Broken);
    }

    [Fact]
    public void Decide_LimitBrokenAfterTheWindow_StillRollsBack() =>
        Assert.Equal(BakeOutcome.RollBack, BakeDecision.Decide(Calm with { Elapsed = TimeSpan.FromHours(30), Errors = 80 }, Options).Outcome);

    [Fact]
    public void Decide_NoTraffic_GoesOn()
    {
        var decision = BakeDecision.Decide(new BakeEvidence(TimeSpan.FromDays(3), 5, 0, 0, 5, 0, 0, 0), Options);
        Assert.Equal(BakeOutcome.Watching, decision.Outcome);
        Assert.Contains("5 of 20 requests", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void For_FormerChampion_AllowsItsReviewsAndTheRise()
    {
        Assert.Equal(0.30, BakeOptions.For(new PromotionGateOptions(), 0.20).GreatestReviewRate, 12);
        Assert.Equal(0.50, BakeOptions.For(new PromotionGateOptions(), 0.45).GreatestReviewRate, 12);
        Assert.Equal(0.50, BakeOptions.For(new PromotionGateOptions(), null).GreatestReviewRate, 12);
    }

    [Fact]
    public void Decide_ImpossibleCounts_NamesThem()
    {
        Assert.Contains("Slow", Assert.Throws<ArgumentException>(() => BakeDecision.Decide(Calm with { Slow = 2000 }, Options)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => BakeDecision.Decide(Calm, Options with { Alpha = 0 }));
    }

    [Fact]
    public void Decide_GoodChampionLookedAtAfterEveryRequest_IsHardlyEverRolledBack() =>
        Assert.InRange(Simulate(errors: 0.008, slow: 0.04, requests: 1500, windows: 400).RolledBack, 0, 0.01);

    [Fact]
    public void Decide_FivefoldErrors_RollsBackWithinSomeHundredRequests()
    {
        var (rolledBack, after) = Simulate(errors: 0.05, slow: 0.04, requests: 1500, windows: 300);
        Assert.InRange(rolledBack, 0.98, 1);
        Assert.InRange(after, 100, 400);
    }

    private static (double RolledBack, double MeanRequests) Simulate(double errors, double slow, int requests, int windows)
    {
        var (random, rolledBack, after) = (new Random(6), 0, 0.0);
        for (var window = 0; window < windows; window++)
        {
            var evidence = new BakeEvidence(TimeSpan.FromHours(1), 0, 0, 0, 0, 0, 0, 0);
            for (var i = 1; i <= requests; i++)
            {
                var (failed, late) = (random.NextDouble() < errors, random.NextDouble() < slow);
                evidence = evidence with { Requests = i, Errors = evidence.Errors + (failed ? 1 : 0), Slow = evidence.Slow + (late ? 1 : 0) };
                if ((!failed && !late) || BakeDecision.Decide(evidence, Options).Outcome != BakeOutcome.RollBack) continue;
                rolledBack++;
                after += i;
                break;
            }
        }

        return ((double)rolledBack / windows, rolledBack == 0 ? 0 : after / rolledBack);
    }
}
