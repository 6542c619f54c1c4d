using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Reviews;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every review queue keeps to.</summary>
public abstract class ReviewStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private static readonly FeedbackAuthor Author = new(AnnotatorKind.Annotator, "a");

    /// <summary>The queue.</summary>
    private IReviewStore Store => Catalog.Reviews;

    /// <summary>The tracks of the same catalogue.</summary>
    private ITrackStore Tracks => Catalog.Tracks;

    /// <summary>The feedback of the same catalogue.</summary>
    private IFeedbackStore Feedbacks => Catalog.Feedbacks;

    /// <summary>The backfills of the same catalogue.</summary>
    private IBackfillStore Backfills => Catalog.Backfills;

    [Fact]
    public async Task List_PageByPage_IsInTheOrderOfReviewPriority()
    {
        var candidates = new List<ReviewCandidate>();
        for (var i = 0; i < 40; i++)
        {
            // Equal probabilities every few tracks: ties go by track id.
            var probabilities = Spread(0.3 + (i % 8 * 0.06));
            await Tracks.SaveAsync(Track($"parça {i:00}", probabilities), null, Token);
            candidates.Add(new ReviewCandidate($"parça {i:00}", DecisionPolicy.Default.Decide(probabilities), ReviewCandidate.MarginOf(probabilities), 0, 0));
        }

        await Store.SignalAsync([new ReviewSignal("parça 17", 0.8, 500), new ReviewSignal("parça 01", null, 40)], Token);
        candidates[17] = candidates[17] with { ShadowDisagreement = 0.8, Plays = 500 };
        candidates[1] = candidates[1] with { Plays = 40 };
        var expected = new ReviewPriority().Order(candidates.Where(candidate => candidate.Decision != TagDecision.Tagged || candidate.ShadowDisagreement > 0))
            .Select(scored => (scored.Candidate.Id, scored.Score)).ToList();
        foreach (var limit in (int[])[1, 7, 1000]) Assert.Equal(expected, (await ListAsync(limit)).Select(entry => (entry.Track.TrackId, entry.Score)));
        Assert.Equal("parça 17", expected[0].Id);
    }

    [Fact]
    public async Task List_Entry_HoldsTheTrackWithItsClipsAndSignals()
    {
        var track = await Tracks.SaveAsync(Track("t", Spread(0.4)), null, Token);
        await Store.SignalAsync([new ReviewSignal("t", 0.25, 7)], Token);
        var entry = Assert.Single(await ListAsync());
        TrackAssert.Equal(track!, entry.Track);
        Assert.Equal((0.25, 7), (entry.ShadowDisagreement, entry.Plays));
    }

    [Fact]
    public async Task Queue_UntaggedOrSureTracks_AreNotInIt()
    {
        await Tracks.SaveAsync(Sample.Untagged("u"), null, Token);
        await Tracks.SaveAsync(Track("sure", Spread(0.9)), null, Token);
        await Store.SignalAsync([new ReviewSignal("sure", null, 1000), new ReviewSignal("u", 0.5, null)], Token);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Queue_SureTrackThatAShadowContradicts_IsInItWhileItDoes()
    {
        await Tracks.SaveAsync(Track("sure", Spread(0.9)), null, Token);
        Assert.Equal(1, await Store.SignalAsync([new ReviewSignal("sure", 0.7, null), new ReviewSignal("none", 0.7, 3)], Token));
        Assert.Equal("sure", Assert.Single(await ListAsync()).Track.TrackId);
        await Store.SignalAsync([new ReviewSignal("sure", 0, null)], Token);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Queue_TrackTaggedAnew_MovesAndKeepsItsSignals()
    {
        var saved = await Tracks.SaveAsync(Track("t", Spread(0.4)), null, Token);
        await Store.SignalAsync([new ReviewSignal("t", null, 50)], Token);
        var before = Assert.Single(await ListAsync()).Score;
        saved = await Tracks.SaveAsync(Track("t", Spread(0.95)) with { Version = saved!.Version }, null, Token);
        Assert.Empty(await ListAsync());
        await Tracks.SaveAsync(Track("t", Spread(0.4)) with { Version = saved!.Version }, null, Token);
        Assert.Equal(before, Assert.Single(await ListAsync()).Score);
    }

    [Fact]
    public async Task Queue_TrackOfABackfill_IsInIt()
    {
        await Backfills.CreateAsync(Sample.Job("j", JobState.Running), Token);
        var listing = await Backfills.ClaimListingAsync("w", TimeSpan.FromMinutes(1), Token);
        await Backfills.AppendItemsAsync(listing!, Sample.Items(0, 1), Token);
        await Backfills.CompleteListingAsync(listing!, Token);
        var lease = await Backfills.ClaimChunkAsync("w", TimeSpan.FromMinutes(1), Token);
        var item = Assert.Single(lease!.Items);
        await Backfills.CommitAsync(lease, [new ItemResult(item.Number, ItemState.Tagged, Track(item.Listed.TrackId, Spread(0.4)), null, 30, null)], Token);
        Assert.Equal(item.Listed.TrackId, Assert.Single(await ListAsync()).Track.TrackId);
    }

    [Fact]
    public async Task Queue_LabelOfTheWholeTrack_TakesItOutUntilItIsUndone()
    {
        var saved = await Tracks.SaveAsync(Track("t", Spread(0.4)), null, Token);
        await Feedbacks.AddAsync(On(saved!, null), Decided, Token);
        Assert.Empty(await ListAsync());

        // A new prediction does not ask the same question again.
        await Tracks.SaveAsync(Track("t", Spread(0.35)) with { Version = saved!.Version }, null, Token);
        Assert.Empty(await ListAsync());
        await Feedbacks.UndoAsync("on ", Sample.Time, Decided, Token);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Queue_FeedbackThatDoesNotDecide_LeavesTheTrackInIt()
    {
        var saved = await Tracks.SaveAsync(Track("t", Spread(0.4)), null, Token);
        await Feedbacks.AddAsync(On(saved!, null), standing => new ResolvedLabel(null, 1, 2, 2), Token);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Queue_LabelsOfClips_TakeTheTrackOutOnceAllAreLabelled()
    {
        var saved = await Tracks.SaveAsync(Track("t", Spread(0.4)), null, Token);
        for (var clip = 0; clip < 3; clip++)
        {
            Assert.Single(await ListAsync());
            await Feedbacks.AddAsync(On(saved!, clip), Decided, Token);
        }

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Signal_OutOfRange_NamesTheTrackAndWritesNothing()
    {
        await Tracks.SaveAsync(Track("t", Spread(0.4)), null, Token);
        foreach (var bad in (ReviewSignal[])[new("bad", 1.1, null), new("bad", double.NaN, null), new("bad", null, -1)])
        {
            var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.SignalAsync([new ReviewSignal("t", 0.5, 9), bad], Token));
            Assert.Contains("'bad'", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, Assert.Single(await ListAsync()).Plays);
    }

    [Fact]
    public async Task List_BadCursorOrLimit_IsRefused()
    {
        await Assert.ThrowsAsync<FormatException>(() => Store.ListAsync("nonsense", 10, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(null, 0, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(null, IReviewReader.MaxLimit + 1, Token));
    }

    private static EmotionProbabilities Spread(double best) => new((1 - best) * 0.5, best, (1 - best) * 0.3, (1 - best) * 0.2);

    private static Track Track(string id, EmotionProbabilities probabilities)
    {
        var prediction = DecisionPolicy.Default.ToPrediction(probabilities, "lr-1", "librosa-v1", Sample.Time);
        return Sample.Track(id) with { Emotion = new TrackEmotion(prediction, AggregationMethod.Mean, 3) };
    }

    private static ResolvedLabel Decided(IReadOnlyList<Feedback> standing) =>
        new(standing.Count == 0 ? null : standing[^1].Emotion, standing.Count, standing.Count, standing.Count);

    private static Feedback On(Track track, int? clip) => new()
    {
        Id = $"on {clip}",
        TrackId = track.TrackId,
        ClipIndex = clip,
        Stretch = clip is { } index ? FeedbackStretch.Of(track.Clips[index]) : FeedbackStretch.WholeTrack,
        Author = Author,
        Verdict = FeedbackVerdict.Correct,
        Emotion = track.Emotion!.Prediction.Label,
        Predicted = PredictionSeen.Of(track.Emotion.Prediction),
        CreatedAt = Sample.Time,
    };

    private async Task<List<ReviewEntry>> ListAsync(int limit = 100)
    {
        var entries = new List<ReviewEntry>();
        string? cursor = null;
        do
        {
            var page = await Store.ListAsync(cursor, limit, Token);
            entries.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return entries;
    }
}
