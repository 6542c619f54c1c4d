using Cluster.Abstractions.Shadows;
using Cluster.Grains.Shadows;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Shadows;

public sealed class ShadowBenchTests
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider clock = new();
    private readonly ShadowBench bench;

    public ShadowBenchTests() => bench = new ShadowBench(3, Rest, clock);

    [Fact]
    public void Failed_SeveralTimesRunning_RestsForAWhile()
    {
        Assert.False(bench.Failed("a", "x"));
        Assert.False(bench.Failed("a", "x"));
        Assert.True(bench.MayScore("a"));
        Assert.Equal((ShadowState.Scoring, null), bench.StateOf("a"));
        Assert.True(bench.Failed("a", "the last"));
        Assert.False(bench.MayScore("a"));
        Assert.Equal(ShadowState.Resting, bench.StateOf("a").State);
        Assert.Equal("It failed 3 times running, last: the last", bench.StateOf("a").Problem);
        Assert.True(bench.MayScore("b"));

        // One try after the rest.
        clock.Advance(Rest);
        Assert.True(bench.MayScore("a"));
        Assert.True(bench.Failed("a", "again"));
        Assert.False(bench.MayScore("a"));
        clock.Advance(Rest);
        bench.Succeeded("a");
        Assert.False(bench.Failed("a", "x"));
    }

    [Fact]
    public void Succeeded_InBetween_StartsTheCountAnew()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.False(bench.Failed("a", "x"));
            Assert.False(bench.Failed("a", "x"));
            bench.Succeeded("a");
        }

        Assert.True(bench.MayScore("a"));
    }

    [Fact]
    public void Follow_AChangedRegistry_EndsRestsButNotHangs()
    {
        for (var i = 0; i < 3; i++) bench.Failed("a", "x");
        bench.Hung("b", "It hangs.");
        bench.Follow(1, ["a", "b"]);
        Assert.True(bench.MayScore("a"));
        Assert.False(bench.MayScore("b"));
        clock.Advance(Rest * 100);
        Assert.Equal((ShadowState.Hung, "It hangs."), bench.StateOf("b"));
        bench.Succeeded("b");
        Assert.False(bench.MayScore("b"));
        bench.Follow(2, ["a"]);
        Assert.True(bench.MayScore("b"));
    }

    [Fact]
    public void Follow_TheSameRevision_ChangesNothing()
    {
        bench.Follow(1, ["a"]);
        for (var i = 0; i < 3; i++) bench.Failed("a", "x");
        bench.Follow(1, ["a"]);
        Assert.False(bench.MayScore("a"));
    }

    [Fact]
    public void Close_LetsNobodyScore()
    {
        bench.Close("Too many threads.");
        bench.Follow(5, []);
        Assert.False(bench.MayScore("a"));
        Assert.Equal((ShadowState.Hung, "Too many threads."), bench.StateOf("a"));
    }
}
