using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Shadows;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of shadows' predictions keeps to.</summary>
public abstract class ShadowStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private const string Champion = "lr-1";
    private const string Shadow = "vote-2";

    private static readonly EmotionProbabilities Sure = new(0.9, 0.1, 0, 0);

    private IShadowStore Store => Catalog.Shadows;

    private ITrackStore Tracks => Catalog.Tracks;

    private IFeedbackStore Feedbacks => Catalog.Feedbacks;

    private IReviewStore Reviews => Catalog.Reviews;

    [Fact]
    public async Task Pairs_OfTheSameStretchAndContent_HoldBothModelsAndTheTrack()
    {
        var track = Sample.Track("şarkı 1");
        await Tracks.SaveAsync(track, null, Token);
        await Store.PutAsync([Of(track, 0), Of(track, 1), Of(track, 2) with { TempoBpm = null }], Token);
        var pairs = await Store.ReadPairsAsync(Shadow, Champion, 100, Token);

        // The second clip has no answer.
        Assert.True(pairs.IsWhole);
        Assert.Equal([new ClipId("şarkı 1", 0), new ClipId("şarkı 1", 2)], pairs.Sample.Select(pair => pair.Clip).OrderBy(clip => clip.Index));
        var first = pairs.Sample.Single(pair => pair.Clip.Index == 0);
        Assert.Equal((track.Clips[0].Prediction!.Probabilities, Sure, null, "İbrahim", "uşşak", 101.5), (first.Champion, first.Candidate, first.Truth, first.Artist, first.Genre, first.TempoBpm));
        Assert.Null(pairs.Sample.Single(pair => pair.Clip.Index == 2).TempoBpm);
        Assert.Empty(pairs.Labelled);
        Assert.Empty((await Store.ReadPairsAsync(Shadow, "lr-9", 100, Token)).Sample);
        Assert.Empty((await Store.ReadPairsAsync("vote-9", Champion, 100, Token)).Sample);
    }

    [Fact]
    public async Task Pairs_OfAnotherContentOrCutting_AreNone()
    {
        var track = Sample.Track("t");
        await Tracks.SaveAsync(track, null, Token);
        var moved = Of(track, 2);
        await Store.PutAsync(
            [Of(track, 0) with { ContentHash = new string('f', 64) }, moved with { Stretch = moved.Stretch with { DurationMicroseconds = 15_000_000 } }], Token);
        Assert.Empty((await Store.ReadPairsAsync(Shadow, Champion, 100, Token)).Sample);
    }

    [Fact]
    public async Task Pairs_WithAVersionThatAnswersNoLonger_AreThoseThatItMadeAsAShadow()
    {
        var track = Sample.Track("t");
        await Tracks.SaveAsync(track, null, Token);
        var other = new EmotionProbabilities(0, 0, 1, 0);
        await Store.PutAsync([Of(track, 0), Of(track, 0) with { ModelVersion = "lr-0", Probabilities = other }, Of(track, 2)], Token);
        Assert.Equal(other, Assert.Single((await Store.ReadPairsAsync(Shadow, "lr-0", 100, Token)).Sample).Champion);
    }

    [Fact]
    public async Task Pairs_OfMoreThanTheLimit_AreASampleThatNeverMovesAndAllLabelledOnes()
    {
        const int Count = 60;
        for (var i = 0; i < Count; i++)
        {
            var track = await SaveAsync($"t{i:00}");
            await Store.PutAsync([Of(track, 0)], Token);
        }

        for (var i = 0; i < 20; i++) await LabelAsync($"t{i:00}", null);
        var first = await Store.ReadPairsAsync(Shadow, Champion, 25, Token);
        Assert.Equal((25, false, 20), (first.Sample.Count, first.IsWhole, first.Labelled.Count));
        Assert.Equal(first.Sample.Select(pair => pair.Clip), (await Store.ReadPairsAsync(Shadow, Champion, 25, Token)).Sample.Select(pair => pair.Clip));
        var whole = await Store.ReadPairsAsync(Shadow, Champion, Count, Token);
        Assert.Equal((Count, true, 20), (whole.Sample.Count, whole.IsWhole, whole.Labelled.Count));
        Assert.Equal(first.Sample.Select(pair => pair.Clip), whole.Sample.Take(25).Select(pair => pair.Clip));

        // A sample that went by track id would hold the first ones only.
        Assert.Contains(first.Sample, pair => string.CompareOrdinal(pair.Clip.TrackId, "t45") > 0);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ReadPairsAsync(Shadow, Champion, 0, Token));
    }

    [Fact]
    public async Task Pairs_WithLabels_TakeTheStretchsBeforeTheTracks()
    {
        var track = await SaveAsync("t", clips: 3);
        await Store.PutAsync([Of(track, 0), Of(track, 2)], Token);
        await LabelAsync("t", null, EmotionLabel.Relaxed);
        await LabelAsync("t", track.Clips[2], EmotionLabel.Angry);
        var pairs = await Store.ReadPairsAsync(Shadow, Champion, 100, Token);
        Assert.Equal([EmotionLabel.Relaxed, EmotionLabel.Angry], pairs.Labelled.OrderBy(pair => pair.Clip.Index).Select(pair => pair.Truth!.Value));
    }

    [Fact]
    public async Task Put_OfAnEarlierPrediction_LeavesTheLaterOne()
    {
        var track = await SaveAsync("t");
        var later = Of(track, 0) with { PredictedAt = Sample.Time.AddSeconds(1), Probabilities = new EmotionProbabilities(0, 0, 0, 1) };
        await Store.PutAsync([later], Token);
        await Store.PutAsync([Of(track, 0)], Token);
        await Store.PutAsync([later], Token);
        Assert.Equal(later.Probabilities, Assert.Single((await Store.ReadPairsAsync(Shadow, Champion, 100, Token)).Sample).Candidate);
    }

    [Fact]
    public async Task Put_OfATrackThatIsNotThere_IsPassedOverAndARemovedTrackTakesItsPredictionsAlong()
    {
        var track = await SaveAsync("t");
        await Store.PutAsync([Of(Sample.Track("gone"), 0), Of(track, 0)], Token);
        Assert.Single((await Store.ReadPairsAsync(Shadow, Champion, 100, Token)).Sample);

        // Behind the stores' backs: none of them deletes tracks yet.
        await Fixture.RunAsync("DELETE FROM track WHERE track_id = 't'");
        await SaveAsync("t");
        await SaveAsync("gone");
        Assert.Empty((await Store.ReadPairsAsync(Shadow, Champion, 100, Token)).Sample);
    }

    [Fact]
    public async Task ReadTracks_GivesClipsWithTheShadowsThatCount()
    {
        var track = await SaveAsync("t", clips: 3);
        await SaveAsync("u");
        await Reviews.SignalAsync([new ReviewSignal("t", 0.25, null)], Token);
        await Store.PutAsync([Of(track, 0), Of(track, 0) with { ModelVersion = "old-1" }, Of(track, 2) with { ContentHash = new string('f', 64) }], Token);
        var tracks = (await Store.ReadTracksAsync(["t", "u", "none"], [Shadow], Token)).OrderBy(found => found.TrackId, StringComparer.Ordinal).ToList();
        Assert.Equal(["t", "u"], tracks.Select(found => found.TrackId));
        Assert.Equal((0.25, 2), (tracks[0].Disagreement, tracks[0].Clips.Count));
        Assert.Equal([Sure], tracks[0].Clips[0].Shadows);
        Assert.Equal((track.Clips[2].Prediction!.Probabilities, 0), (tracks[0].Clips[1].Answer, tracks[0].Clips[1].Shadows.Count));
        Assert.Equal((0, 0), (tracks[1].Disagreement, tracks[1].Clips[0].Shadows.Count));
    }

    [Fact]
    public async Task ListContradicted_PageByPage_IsEveryTrackWithADisagreement()
    {
        foreach (var id in (string[])["a", "b", "c", "d"]) await SaveAsync(id);
        await Reviews.SignalAsync([new ReviewSignal("b", 0.1, null), new ReviewSignal("d", 0.2, null), new ReviewSignal("c", 0, 3)], Token);
        Assert.Equal(["b"], await Store.ListContradictedAsync(null, 1, Token));
        Assert.Equal(["d"], await Store.ListContradictedAsync("b", 10, Token));
        await Reviews.SignalAsync([new ReviewSignal("b", 0, null)], Token);
        Assert.Equal(["d"], await Store.ListContradictedAsync(null, 10, Token));
    }

    [Fact]
    public async Task Statistics_WrittenAgain_AreReplacedAndRunsAddUp()
    {
        var counts = new long[LatencyHistogram.Ranges];
        counts[40] = 7;
        var one = new ScoringStatistics
        {
            ModelVersion = Shadow,
            AnsweredBy = Champion,
            RunId = "run 1",
            Silo = "ş1",
            State = ShadowState.Resting,
            Problem = "It fails: \"x\".",
            Requests = 10,
            Failed = 1,
            Dropped = 2,
            Benched = 3,
            Unstored = 4,
            Hangs = 1,
            Predictions = 50,
            Reviews = 5,
            AnsweredReviews = 6,
            Latency = LatencyHistogram.Of(counts),
            StartedAt = Sample.Time,
            UpdatedAt = Sample.Time.AddSeconds(3),
        };
        await Store.PutStatisticsAsync([one with { Requests = 1 }, one with { RunId = "run 2", State = ShadowState.Scoring, UpdatedAt = Sample.Time.AddSeconds(4) }], Token);
        await Store.PutStatisticsAsync([one, one with { ModelVersion = "other" }], Token);
        var read = await Store.ReadStatisticsAsync(Shadow, Token);
        Assert.Equal(2, read.Count);
        Assert.Equal(one with { Latency = LatencyHistogram.Empty }, read[0] with { Latency = LatencyHistogram.Empty });
        Assert.Equal(one.Latency.ToBytes(), read[0].Latency.ToBytes());
        var sum = ScoringStatistics.Sum(read)!;
        Assert.Equal((20, 2, 4, 6, 8, 2, 100, 10, 12, 14), (sum.Requests, sum.Failed, sum.Dropped, sum.Benched, sum.Unstored, sum.Hangs, sum.Predictions, sum.Reviews, sum.AnsweredReviews, sum.Latency.Count));
        Assert.Equal((ShadowState.Scoring, Sample.Time), (sum.State, sum.StartedAt));
        Assert.Empty(await Store.ReadStatisticsAsync("none", Token));
        Assert.Null(ScoringStatistics.Sum([]));
    }

    private static ShadowPrediction Of(Track track, int index) => new(
        Shadow, track.TrackId, index, FeedbackStretch.Of(track.Clips[index]), track.Audio!.ContentHash, "librosa-v1", Sure, 101.5, Sample.Time);

    private async Task<Track> SaveAsync(string id, int clips = 1) => (await Tracks.SaveAsync(Sample.Track(id, clips: clips), null, Token))!;

    private async Task LabelAsync(string trackId, Clip? clip, EmotionLabel emotion = EmotionLabel.Happy)
    {
        var stretch = clip is null ? FeedbackStretch.WholeTrack : FeedbackStretch.Of(clip);
        var feedback = new Feedback
        {
            Id = $"{trackId} {stretch}",
            TrackId = trackId,
            ClipIndex = clip?.Index,
            Stretch = stretch,
            Author = new FeedbackAuthor(AnnotatorKind.Annotator, "a"),
            Verdict = FeedbackVerdict.Incorrect,
            Emotion = emotion,
            Predicted = PredictionSeen.Of(Sample.Prediction()),
            ContentHash = Sample.Hash,
            CreatedAt = Sample.Time,
        };
        await Feedbacks.AddAsync(feedback, _ => new ResolvedLabel(emotion, 2, 2, 1), Token);
    }
}
