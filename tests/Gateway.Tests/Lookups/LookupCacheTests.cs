using Cluster.Abstractions.Tracks;
using Cluster.Gateway.Lookups;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Gateway.Tests.Lookups;

public sealed class LookupCacheTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly LookupCache cache;

    public LookupCacheTests() => cache = new LookupCache(new GatewayOptions(), clock);

    public void Dispose() => cache.Dispose();

    [Fact]
    public void Shares_OfGrainAndGateway_LeaveTimeForTheCallItself() =>
        Assert.True(LookupFreshness.Grain + LookupFreshness.Gateway <= 0.8 * LookupFreshness.Promise);

    [Fact]
    public void Find_JustBeforeAndAtTheEndOfItsTime_IsThereAndGone()
    {
        var answer = Answer("1");
        cache.Keep("a", answer, cache.Now());
        clock.Advance(LookupFreshness.Gateway - TimeSpan.FromTicks(1));
        Assert.Same(answer, cache.Find("a"));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(cache.Find("a"));
    }

    [Fact]
    public void Find_AnswerThatTookLong_AgesFromTheQuestionOn()
    {
        var asked = cache.Now();
        clock.Advance(LookupFreshness.Gateway);
        cache.Keep("a", Answer("1"), asked);
        Assert.Null(cache.Find("a"));
    }

    [Fact]
    public void Find_ClockSetBack_ForgetsInTimeAllTheSame()
    {
        using var jumping = new LookupCache(new GatewayOptions(), new JumpingClock(clock));
        jumping.Keep("a", Answer("1"), jumping.Now());
        clock.Advance(LookupFreshness.Gateway);
        Assert.Null(jumping.Find("a"));
    }

    [Fact]
    public void Keep_AskedBeforeAChange_IsNotKept()
    {
        var asked = cache.Now();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        cache.Forget("a");
        cache.Keep("a", Answer("old"), asked);
        Assert.Null(cache.Find("a"));

        clock.Advance(TimeSpan.FromMilliseconds(1));
        var answer = Answer("new");
        cache.Keep("a", answer, cache.Now());
        Assert.Same(answer, cache.Find("a"));
    }

    [Fact]
    public void Keep_SlowerQuestion_DoesNotReplaceTheAnswerToALaterOne()
    {
        var slow = cache.Now();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var later = Answer("2");
        cache.Keep("a", later, cache.Now());
        cache.Keep("a", Answer("1"), slow);
        Assert.Same(later, cache.Find("a"));
    }

    [Fact]
    public void Keep_MoreThanThereIsRoomFor_StaysWithinIt()
    {
        const int Bodies = 1000;
        using var small = new LookupCache(new GatewayOptions { LookupCacheBytes = 100 * Bodies }, clock);
        for (var i = 0; i < 10 * Bodies; i++) small.Keep($"{i}", new LookupAnswer(new byte[Bodies], "\"1\""), small.Now());
        var held = Enumerable.Range(0, 10 * Bodies).Count(i => small.Find($"{i}") is not null);
        Assert.InRange(held, 1, 100);
    }

    [Fact]
    public void Forget_WithNoRoomLeft_KeepsOutWhatWasAskedForBefore()
    {
        using var full = new LookupCache(new GatewayOptions { LookupCacheBytes = 1000 }, clock);
        var asked = full.Now();
        full.Keep("a", new LookupAnswer(new byte[590], "\"1\""), asked);
        Assert.NotNull(full.Find("a"));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        full.Forget("b");
        full.Forget("a");
        full.Keep("b", Answer("1"), asked);
        Assert.Null(full.Find("a"));
        Assert.Null(full.Find("b"));
    }

    [Fact]
    public void Keep_WithoutRoom_KeepsNothing()
    {
        using var none = new LookupCache(new GatewayOptions { LookupCacheBytes = 0 }, clock);
        none.Keep("a", Answer("1"), none.Now());
        Assert.Null(none.Find("a"));
    }

    private static LookupAnswer Answer(string version) => new([1, 2, 3], $"\"{version}\"");

    // Its wall clock goes an hour back with every look; its timestamps run as they should.
    private sealed class JumpingClock(TimeProvider inner) : TimeProvider
    {
        private int looks;

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow().AddHours(-Interlocked.Increment(ref looks));
    }
}
