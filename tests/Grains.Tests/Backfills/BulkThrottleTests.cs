using Cluster.Grains.Analysis;
using Cluster.Grains.Backfills;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tests.Fakes;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Backfills;

public sealed class BulkThrottleTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);
    private readonly FakeTimeProvider clock = new();
    private readonly FakeAnalyzer analyzer = new();
    private readonly BulkThrottle throttle;

    public BulkThrottleTests() => throttle = new BulkThrottle(analyzer, new BackfillOptions { Concurrency = 8, InteractiveLimit = Limit }, clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => throttle.Dispose();

    [Fact]
    public void Level_BesideSlowAnswers_GivesWayFastAndComesBackStepByStep()
    {
        Assert.Equal(8, throttle.Level);
        Assert.Equal([4, 2, 1, 1], Enumerable.Range(0, 4).Select(_ => AfterASecond(450)));

        // The slow answers are forgotten after ten seconds; fast ones bring the level back.
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Enumerable.Range(0, 30).Select(_ => AfterASecond(50)).Distinct());
    }

    [Fact]
    public void Level_WithoutLiveTraffic_IsAll()
    {
        AfterASecond(450);
        Assert.Equal(4, throttle.Level);
        clock.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(8, throttle.Level);
    }

    [Fact]
    public void Level_BesideBulkWorkOnly_IsAll()
    {
        throttle.Ended(new ScoringRequest("m", AnalysisLane.Bulk, TimeSpan.FromMinutes(1), null, false));
        clock.Advance(BulkThrottle.Period);
        Assert.Equal(8, throttle.Level);
    }

    [Fact]
    public void Level_WhileCallersWait_GivesWayBeforeTheyAreAnswered()
    {
        analyzer.InteractiveWaiting = 1;
        clock.Advance(BulkThrottle.Period);
        Assert.Equal(4, throttle.Level);
    }

    [Fact]
    public void Level_OfALongRecording_CountsByTheClip()
    {
        throttle.Ended(new ScoringRequest("m", AnalysisLane.Interactive, TimeSpan.FromSeconds(4), null, false) { Clips = 40 });
        clock.Advance(BulkThrottle.Period);
        Assert.Equal(8, throttle.Level);
    }

    [Fact]
    public async Task EnterAsync_WhenAllPlacesAreTaken_WaitsInOrder()
    {
        for (var i = 0; i < 8; i++) Assert.True(throttle.TryEnter());
        Assert.False(throttle.TryEnter());
        using var stop = new CancellationTokenSource();
        var given = throttle.EnterAsync(stop.Token);
        var first = throttle.EnterAsync(Cancel);
        var second = throttle.EnterAsync(Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        throttle.Leave();
        await first.WaitAsync(Cancel);
        Assert.False(second.IsCompleted);
        throttle.Leave();
        await second.WaitAsync(Cancel);
    }

    [Fact]
    public async Task EnterAsync_WhenTheLevelRises_GetsAPlace()
    {
        AfterASecond(450);
        for (var i = 0; i < 4; i++) Assert.True(throttle.TryEnter());
        var waiting = throttle.EnterAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(12));
        await waiting.WaitAsync(Cancel);
    }

    [Fact]
    public void Next_OfAnything_StaysInRangeAndNeverRisesBesideSlowAnswers() => Gen.Select(Gen.Int[1, 64], Gen.Int[1, 64], Gen.Int[0, 2000], Gen.Int[0, 3]).Sample((level, most, ms, waiting) =>
    {
        level = Math.Min(level, most);
        var next = ThrottleRules.Next(level, most, TimeSpan.FromMilliseconds(ms), waiting, Limit);
        return next >= 1 && next <= most && ((ms < 300 && waiting == 0) || next <= level);
    });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 19)]
    [InlineData(100, 95)]
    [InlineData(5000, 4950)]
    public void P95_OfOneTwoThree_IsTheRightOne(int count, int expected)
    {
        // Of more than the thousand that are kept the newest count.
        var window = new LatencyWindow(clock, TimeSpan.FromSeconds(10), capacity: 1000);
        for (var i = 1; i <= count; i++) window.Add(TimeSpan.FromMilliseconds(i));
        Assert.Equal(TimeSpan.FromMilliseconds(expected), window.P95());
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Null(window.P95());
    }

    private int AfterASecond(double milliseconds)
    {
        throttle.Ended(new ScoringRequest("m", AnalysisLane.Interactive, TimeSpan.FromMilliseconds(milliseconds), null, false));
        clock.Advance(BulkThrottle.Period);
        return throttle.Level;
    }
}
