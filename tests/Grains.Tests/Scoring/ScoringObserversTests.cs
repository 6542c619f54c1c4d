using Cluster.Abstractions.Predictions;
using Cluster.Grains.Analysis;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Scoring;

public sealed class ScoringObserversTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly RecordingObserver told = new();
    private readonly ScoringObservers observers;

    public ScoringObserversTests() => observers = new ScoringObservers([new Thrower(), told], NullLogger<ScoringObservers>.Instance);

    [Fact]
    public async Task WatchAsync_OfAnAnswer_TellsHowLongItTookAndSparesItFromAThrowingObserver()
    {
        Assert.Equal(7, await observers.WatchAsync("v1", AnalysisLane.Interactive, clock, () => Take(7), _ => null));
        Assert.Equal(new ScoringRequest("v1", AnalysisLane.Interactive, TimeSpan.FromSeconds(2), null, false), Assert.Single(told.Ended));
    }

    [Fact]
    public async Task WatchAsync_OfABadFile_IsNotBroken()
    {
        await observers.WatchAsync("v1", AnalysisLane.Bulk, clock, () => Take(0), _ => FailureKind.UnsupportedAudio);
        var ended = Assert.Single(told.Ended);
        Assert.Equal((FailureKind.UnsupportedAudio, false), (ended.Failure, ended.Broken));
    }

    [Fact]
    public async Task WatchAsync_OfAModelThatThrows_IsBroken()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => observers.WatchAsync<int>("v1", AnalysisLane.Bulk, clock, () => throw new InvalidOperationException("no"), _ => null));
        Assert.True(Assert.Single(told.Ended).Broken);
    }

    [Fact]
    public async Task WatchAsync_OfARequestGivenUp_TellsNothing()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => observers.WatchAsync<int>("v1", AnalysisLane.Bulk, clock, () => throw new OperationCanceledException(), _ => null));
        Assert.Empty(told.Ended);
    }

    private Task<int> Take(int answer)
    {
        clock.Advance(TimeSpan.FromSeconds(2));
        return Task.FromResult(answer);
    }

    private sealed class Thrower : IScoringObserver
    {
        public void Scored(ScoredTrack track) => throw new InvalidOperationException("scored");

        public void Ended(ScoringRequest request) => throw new InvalidOperationException("ended");
    }
}
