using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Events;
using Cluster.Catalog.Events;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of events keeps to.</summary>
public abstract class EventStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    /// <summary>The store.</summary>
    private IEventStore Store => Catalog.Events;

    /// <summary>The tracks of the same catalogue.</summary>
    private ITrackStore Tracks => Catalog.Tracks;

    /// <summary>The review queue of the same catalogue.</summary>
    private IReviewStore Reviews => Catalog.Reviews;

    [Fact]
    public async Task Add_SameEventAgain_IsKnownAndCountsOnce()
    {
        await SaveAsync("t");
        var play = Play("1", "t") with { Unit = "ayşe", Session = "s", PositionS = 30, DurationS = 60, Experiment = "e", Arm = "a" };
        Assert.Equal([EventResult.Stored, EventResult.Known], await Store.AddAsync([play, play], Token));
        Assert.Equal([EventResult.Known], await Store.AddAsync([play], Token));
        Assert.Equal(1, await PlaysAsync("t"));
    }

    [Fact]
    public async Task Add_OtherEventUnderAnId_IsRefusedWhateverDiffers()
    {
        await SaveAsync("t");
        await SaveAsync("u");
        var play = Play("1", "t") with { Unit = "ayşe", Session = "s", PositionS = 30 };
        await Store.AddAsync([play], Token);
        ListeningEvent[] others =
        [
            play with { Kind = ListeningEventKind.Skip }, play with { TrackId = "u" }, play with { Unit = "bora" }, play with { Unit = null }, play with { Session = null },
            play with { At = play.At.AddTicks(1) }, play with { PositionS = null }, play with { DurationS = 1 }, play with { Experiment = "e", Arm = "a" },
        ];
        Assert.All(await Store.AddAsync(others, Token), result => Assert.Equal(EventResult.OtherEvent, result));
        Assert.Equal((1, 0), (await PlaysAsync("t"), await PlaysAsync("u")));
    }

    [Fact]
    public async Task Add_UnknownTrack_IsNamedAndTheOthersAreTaken()
    {
        await SaveAsync("t");
        Assert.Equal([EventResult.UnknownTrack, EventResult.Stored], await Store.AddAsync([Play("1", "none"), Play("2", "t")], Token));

        // Once the track is there, the same event may come again.
        await SaveAsync("none");
        Assert.Equal([EventResult.Stored], await Store.AddAsync([Play("1", "none")], Token));
    }

    [Fact]
    public async Task Add_ManyAtOnceOfTheSameEvents_StoresEachOnce()
    {
        await SaveAsync("t");
        var batches = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Store.AddAsync([.. Enumerable.Range(0, 50).Select(n => Play($"{(n + i) % 50}", "t"))], Token)));
        Assert.Equal(50, batches.SelectMany(batch => batch).Count(result => result == EventResult.Stored));
        Assert.Equal(16 * 50 - 50, batches.SelectMany(batch => batch).Count(result => result == EventResult.Known));
        Assert.Equal(50, await PlaysAsync("t"));
    }

    [Fact]
    public async Task Add_Plays_RaiseATrackInTheReviewQueue()
    {
        await SaveAsync("a");
        await SaveAsync("b");
        Assert.Equal(["a", "b"], await QueueAsync());
        await Store.AddAsync([.. Enumerable.Range(0, 40).Select(i => Play($"{i}", "b"))], Token);
        Assert.Equal(["b", "a"], await QueueAsync());
        await Store.AddAsync([Play("s", "a") with { Kind = ListeningEventKind.Skip }, Play("l", "a") with { Kind = ListeningEventKind.Like }], Token);
        Assert.Equal((0, 40), (await PlaysAsync("a"), await PlaysAsync("b")));
    }

    [Fact]
    public async Task Delete_OldEvents_TakesTheirPlaysAndLeavesTheRest()
    {
        await SaveAsync("t");
        await Store.AddAsync([.. Enumerable.Range(0, 10).Select(i => Play($"{i}", "t") with { At = Sample.Time.AddHours(i) })], Token);
        Assert.Equal(3, await Store.DeleteAsync(Sample.Time.AddHours(6), 3, Token));
        Assert.Equal(7, await PlaysAsync("t"));
        Assert.Equal(3, await Store.DeleteAsync(Sample.Time.AddHours(6), 100, Token));
        Assert.Equal(0, await Store.DeleteAsync(Sample.Time.AddHours(6), 100, Token));
        Assert.Equal(4, await PlaysAsync("t"));

        // What was deleted is forgotten: its id is free again.
        Assert.Equal([EventResult.Stored, EventResult.Known], await Store.AddAsync([Play("5", "t") with { At = Sample.Time.AddHours(5) }, Play("6", "t") with { At = Sample.Time.AddHours(6) }], Token));
    }

    [Fact]
    public async Task Outcomes_OfAnExperiment_AreSummedByArmAndUnit()
    {
        await SaveAsync("t");
        ListeningEvent Of(int number, string arm, string? unit) => Play($"{arm} {unit} {number}", "t") with { Experiment = "moods", Arm = arm, Unit = unit };
        await Store.AddAsync(
            [
                Of(1, "a", "u1") with { PositionS = 95, DurationS = 100 },
                Of(2, "a", "u1") with { PositionS = 50, DurationS = 100 },
                Of(3, "a", "u1") with { PositionS = 500, DurationS = 100 },
                Of(4, "a", "u1") with { PositionS = 7 },
                Of(5, "a", "u1") with { Kind = ListeningEventKind.Skip, PositionS = 3 },
                Of(6, "a", "u1") with { Kind = ListeningEventKind.Like },
                Of(7, "a", "u1") with { Kind = ListeningEventKind.Rating, Rating = 4.5 },
                Of(8, "a", "u1") with { Kind = ListeningEventKind.Rating, Rating = 2 },
                Of(1, "b", "u1") with { Kind = ListeningEventKind.Skip },
                Of(1, "b", null),
                Play("elsewhere", "t") with { Experiment = "other", Arm = "a", Unit = "u1" },
                Play("nowhere", "t") with { Unit = "u1" },
            ],
            Token);
        var outcomes = (await Store.ReadOutcomesAsync(new OutcomeQuery { Experiment = "moods" }, Token)).Items;
        var unit = await Store.HashUnitAsync("u1", Token);
        Assert.Equal(
            [
                new UnitOutcomes { Arm = "a", Unit = unit, Plays = 4, MeasuredPlays = 3, PlayedThrough = 2, ListenedShare = 0.95 + 0.5 + 1, Skips = 1, Likes = 1, Ratings = 2, RatingSum = 6.5 },
                new UnitOutcomes { Arm = "b", Unit = unit, Plays = 0, MeasuredPlays = 0, PlayedThrough = 0, ListenedShare = 0, Skips = 1, Likes = 0, Ratings = 0, RatingSum = 0 },
            ],
            outcomes);
    }

    [Fact]
    public async Task Outcomes_PageByPageAndByTime_AreTheWhole()
    {
        await SaveAsync("t");
        await Store.AddAsync(
            [.. Enumerable.Range(0, 60).Select(i => Play($"{i}", "t") with { Experiment = "e", Arm = i % 2 == 0 ? "a" : "b", Unit = $"u{i % 20}", At = Sample.Time.AddMinutes(i) })], Token);
        var query = new OutcomeQuery { Experiment = "e", From = Sample.Time.AddMinutes(10), To = Sample.Time.AddMinutes(40) };
        var whole = await ListAsync(query);
        Assert.Equal((20, 30), (whole.Count, whole.Sum(outcome => outcome.Plays)));
        Assert.Equal(whole, await ListAsync(query with { Limit = 3 }));
        Assert.Equal(whole.OrderBy(outcome => outcome.Arm, StringComparer.Ordinal).ThenBy(outcome => outcome.Unit, StringComparer.Ordinal), whole);
        await Assert.ThrowsAsync<FormatException>(() => Store.ReadOutcomesAsync(query with { Cursor = "nonsense" }, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ReadOutcomesAsync(query with { Limit = 0 }, Token));
    }

    [Fact]
    public async Task HashUnit_SameUnit_IsTheSameAndTellsNothing()
    {
        var hash = await Store.HashUnitAsync("ayşe@example.org", Token);
        Assert.Matches("^[0-9a-f]{32}$", hash);
        Assert.Equal(hash, await Store.HashUnitAsync("ayşe@example.org", Token));
        Assert.NotEqual(hash, await Store.HashUnitAsync("ayse@example.org", Token));
    }

    [Fact]
    public async Task Add_TooMany_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.AddAsync([.. Enumerable.Repeat(Play("1", "t"), EventRules.MaxBatch + 1)], Token));

    protected static ListeningEvent Play(string id, string track) => new() { Id = id, Kind = ListeningEventKind.Play, TrackId = track, At = Sample.Time };

    protected async Task SaveAsync(string id)
    {
        var prediction = DecisionPolicy.Default.ToPrediction(new(0.4, 0.3, 0.2, 0.1), "lr-1", "librosa-v1", Sample.Time);
        Assert.NotNull(await Tracks.SaveAsync(Sample.Track(id) with { Emotion = new TrackEmotion(prediction, AggregationMethod.Mean, 3) }, null, Token));
    }

    protected async Task<long> PlaysAsync(string id) => (await Reviews.ListAsync(null, 100, Token)).Items.Single(entry => entry.Track.TrackId == id).Plays;

    private async Task<List<string>> QueueAsync() => [.. (await Reviews.ListAsync(null, 100, Token)).Items.Select(entry => entry.Track.TrackId)];

    private async Task<List<UnitOutcomes>> ListAsync(OutcomeQuery query)
    {
        var outcomes = new List<UnitOutcomes>();
        string? cursor = null;
        do
        {
            var page = await Store.ReadOutcomesAsync(query with { Cursor = cursor }, Token);
            outcomes.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return outcomes;
    }
}
