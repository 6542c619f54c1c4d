using Cluster.Abstractions.Events;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Events;
using Cluster.Catalog.Reviews;
using Cluster.Grains.Events;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Grains.Tests.Events;

[Trait("Suite", "Cluster")]
public sealed class EventsGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEventsGrain Events => cluster.Grains.GetGrain<IEventsGrain>(0);

    private DateTimeOffset Now => cluster.Clock.GetUtcNow();

    [Fact]
    public async Task Add_MixedBatch_TakesTheSoundAndNamesTheOthersByIndex()
    {
        var track = await TaggedAsync();
        var sound = Play(track);
        var outcome = await Events.AddAsync(
            [Play(track) with { PositionS = -1 }, sound, sound, Play("no such track"), sound with { Kind = ListeningEventKind.Skip }, Play(track) with { At = Now.AddDays(-401) }], Cancel);
        Assert.Equal((1, 1), (outcome.Accepted, outcome.Known));
        Assert.Equal([(0, "positionS"), (3, "trackId"), (4, "id"), (5, "at")], outcome.Refused.Select(refusal => (refusal.Index, refusal.Field!)));
        Assert.All(outcome.Refused, refusal => Assert.NotEmpty(refusal.Reason));
        Assert.Equal((0, 1), await CountAsync(sound));
    }

    [Fact]
    public async Task Add_ConcurrentRepeats_AreAcceptedOnce()
    {
        var track = await TaggedAsync();
        var batch = Enumerable.Range(0, 100).Select(_ => Play(track)).ToArray();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Events.AddAsync([.. batch], Cancel)));
        Assert.Equal((100, 700), (outcomes.Sum(outcome => outcome.Accepted), outcomes.Sum(outcome => outcome.Known)));
    }

    [Fact]
    public async Task Add_PlaysOfAnUnsureTrack_MoveItUpInTheReviewQueue()
    {
        var (quiet, heard) = (await TaggedAsync(), await TaggedAsync());
        await Events.AddAsync([.. Enumerable.Range(0, 200).Select(_ => Play(heard))], Cancel);
        var queue = (await cluster.Services.GetRequiredService<IReviewReader>().ListAsync(null, 1000, Cancel)).Items;
        var places = queue.Select(entry => entry.Track.TrackId).ToList();
        Assert.InRange(places.IndexOf(heard), 0, places.IndexOf(quiet) - 1);
        Assert.Equal(200, queue[places.IndexOf(heard)].Plays);
    }

    [Fact]
    public async Task Sweep_EventsPastTheirTime_AreDeletedInBatches()
    {
        var track = await TaggedAsync();
        var options = new EventOptions { RetentionDays = 30 };
        var sweeper = new EventSweeper(cluster.Services.GetRequiredService<IEventStore>(), options, cluster.Clock, NullLogger<EventSweeper>.Instance);
        var (old, fresh) = (Play(track) with { At = Now.AddDays(-31) }, Play(track) with { At = Now.AddDays(-29) });
        for (var batch = 0; batch < 3; batch++) await Events.AddAsync([.. Enumerable.Range(0, 700).Select(_ => old with { Id = Guid.NewGuid().ToString() })], Cancel);
        await Events.AddAsync([fresh], Cancel);
        Assert.Equal(2100, await sweeper.SweepAsync(Cancel));
        Assert.Equal(0, await sweeper.SweepAsync(Cancel));
        Assert.Equal((0, 1), await CountAsync(fresh));
    }

    [Fact]
    public void Options_OutOfRange_AreNamed()
    {
        Assert.Empty(new EventOptions().Validate());
        foreach (var days in (int[])[0, 3651]) Assert.Contains("Events:RetentionDays", Assert.Single(new EventOptions { RetentionDays = days }.Validate()), StringComparison.Ordinal);
    }

    private async Task<(int Accepted, int Known)> CountAsync(ListeningEvent sent)
    {
        var outcome = await Events.AddAsync([sent], Cancel);
        return (outcome.Accepted, outcome.Known);
    }

    private ListeningEvent Play(string track) => new() { Id = Guid.NewGuid().ToString(), Kind = ListeningEventKind.Play, TrackId = track, At = Now.AddMinutes(-1) };

    private async Task<string> TaggedAsync()
    {
        var id = GrainCluster.Fresh("heard");
        Assert.Null((await cluster.Track(id).TagAsync(new TagRequest(cluster.WriteAudio($"{id}.wav", 30, 0.55)), Cancel)).Failure);
        return id;
    }
}
