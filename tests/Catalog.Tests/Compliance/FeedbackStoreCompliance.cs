using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of feedback keeps to.</summary>
public abstract class FeedbackStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private static readonly FeedbackAuthor Ayşe = new(AnnotatorKind.Annotator, "Ayşe 'A;--'");
    private static readonly FeedbackAuthor Bora = new(AnnotatorKind.User, "bora");

    /// <summary>The store.</summary>
    private IFeedbackStore Store => Catalog.Feedbacks;

    /// <summary>The tracks of the same catalogue.</summary>
    private ITrackStore Tracks => Catalog.Tracks;

    [Fact]
    public async Task Add_WholeFeedback_ComesBackAsItWas()
    {
        var onClip = Given("1", Ayşe, EmotionLabel.Angry, clip: 2) with { CreatedAt = Sample.Time };
        var onTrack = Given("2", Bora, null) with { ContentHash = null };
        Assert.Equal(onClip, await Store.AddAsync(onClip, Last, Token));
        Assert.Equal(onTrack, await Store.AddAsync(onTrack, Last, Token));
        Assert.Equal(onClip, await OpenAnother().Feedbacks.FindAsync("1", Token));
        Assert.Equal(onTrack, await OpenAnother().Feedbacks.FindAsync("2", Token));
        Assert.Null(await Store.FindAsync("3", Token));
    }

    [Fact]
    public async Task Add_SameId_KeepsTheFirst()
    {
        var first = Given("1", Ayşe, EmotionLabel.Angry);
        await Store.AddAsync(first, Last, Token);
        Assert.Equal(first, await OpenAnother().Feedbacks.AddAsync(Given("1", Bora, EmotionLabel.Happy, track: "other"), Last, Token));
        Assert.Equal([first], (await Store.ListAsync(new FeedbackQuery(), Token)).Items);
        Assert.Equal(EmotionLabel.Angry, Assert.Single(await LabelsAsync()).Emotion);
    }

    [Fact]
    public async Task Add_SameIdAtOnceByManyProcesses_IsOneFeedback()
    {
        var other = OpenAnother().Feedbacks;
        var added = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? Store : other).AddAsync(
            Given("1", new FeedbackAuthor(AnnotatorKind.User, $"u{i}"), EmotionLabel.Happy), Last, Token)));
        Assert.Single(added.Distinct());
        Assert.Equal(1, Assert.Single(await LabelsAsync()).Voters);
    }

    [Fact]
    public async Task Add_ManyAtOnceOnOneTrack_EachLabelComesOfAllOfThem()
    {
        static ResolvedLabel Count(IReadOnlyList<Feedback> standing) => new(EmotionLabel.Happy, standing.Count, standing.Count, standing.Count);
        var other = OpenAnother().Feedbacks;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? Store : other).AddAsync(
            Given($"f{i}", new FeedbackAuthor(AnnotatorKind.User, $"u{i}"), EmotionLabel.Happy), Count, Token)));
        Assert.Equal(16, Assert.Single(await LabelsAsync()).Voters);
    }

    [Fact]
    public async Task Add_ContradictoryFeedback_WritesNothing()
    {
        // A verdict of correct that names another emotion than the predicted one can only come of a bug: the catalogue itself refuses it.
        var wrong = Given("1", Ayşe, EmotionLabel.Angry) with { Verdict = FeedbackVerdict.Correct };
        await Assert.ThrowsAnyAsync<Exception>(() => Store.AddAsync(wrong, Last, Token));
        await Assert.ThrowsAnyAsync<Exception>(() => Store.AddAsync(wrong with { Emotion = null }, Last, Token));
        Assert.Null(await Store.FindAsync("1", Token));
        Assert.Empty(await LabelsAsync());
    }

    [Fact]
    public async Task Add_ResolverThatThrows_WritesNothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.AddAsync(Given("1", Ayşe, EmotionLabel.Angry), _ => throw new InvalidOperationException(), Token));
        Assert.Null(await Store.FindAsync("1", Token));
    }

    [Fact]
    public async Task Add_OnSeveralStretches_ResolvesEachFromItsOwnStandingFeedback()
    {
        var seen = new List<string>();
        ResolvedLabel Resolve(IReadOnlyList<Feedback> standing)
        {
            seen.Add(string.Join(',', standing.Select(feedback => feedback.Id)));
            return Last(standing);
        }

        await Store.AddAsync(Given("1", Ayşe, EmotionLabel.Angry), Resolve, Token);
        await Store.AddAsync(Given("2", Bora, EmotionLabel.Happy, clip: 1), Resolve, Token);
        await Store.AddAsync(Given("3", Bora, EmotionLabel.Happy), Resolve, Token);
        await Store.AddAsync(Given("4", Bora, EmotionLabel.Happy, track: "u"), Resolve, Token);
        await Store.UndoAsync("1", Sample.Time, Resolve, Token);
        Assert.Equal(["1", "2", "1,3", "4", "3"], seen);
    }

    [Fact]
    public async Task Undo_OfTheLastFeedback_TakesTheLabelAwayAndKeepsTheRow()
    {
        var feedback = Given("1", Ayşe, EmotionLabel.Angry);
        await Store.AddAsync(feedback, Last, Token);
        Assert.Single(await LabelsAsync());
        var undone = await OpenAnother().Feedbacks.UndoAsync("1", Sample.Time, Last, Token);
        Assert.Equal(feedback with { UndoneAt = Sample.Time }, undone);
        Assert.Empty(await LabelsAsync());
        Assert.Empty((await Store.ListAsync(new FeedbackQuery(), Token)).Items);
        Assert.Equal([undone!], (await Store.ListAsync(new FeedbackQuery { WithUndone = true }, Token)).Items);
    }

    [Fact]
    public async Task Undo_AgainOrOfNothing_ChangesNothing()
    {
        await Store.AddAsync(Given("1", Ayşe, EmotionLabel.Angry), Last, Token);
        var first = await Store.UndoAsync("1", Sample.Time, Last, Token);
        Assert.Equal(first, await Store.UndoAsync("1", Sample.Time.AddHours(1), Last, Token));
        Assert.Null(await Store.UndoAsync("2", Sample.Time, Last, Token));
    }

    [Fact]
    public async Task List_PageByPageWithEveryFilter_MatchesASimpleFilterInMemory()
    {
        var all = new List<Feedback>();
        for (var i = 0; i < 40; i++)
        {
            var author = i % 3 == 0 ? Ayşe : Bora with { Kind = (AnnotatorKind)(i % 2 * 2) };
            all.Add(await Store.AddAsync(Given($"f{i}", author, EmotionLabel.Happy, track: $"t{i % 4}", clip: i % 5 == 0 ? null : i % 3), Last, Token));
            if (i % 7 == 0) all[i] = (await Store.UndoAsync($"f{i}", Sample.Time, Last, Token))!;
        }

        all.Reverse();
        var queries = new (FeedbackQuery Query, Func<Feedback, bool> Match)[]
        {
            (new() { WithUndone = true }, _ => true),
            (new(), feedback => feedback.UndoneAt is null),
            (new() { TrackId = "t1" }, feedback => feedback.UndoneAt is null && feedback.TrackId == "t1"),
            (new() { Author = Ayşe.Name, WithUndone = true }, feedback => feedback.Author == Ayşe),
            (new() { Author = "bora", Kind = AnnotatorKind.User }, feedback => feedback.UndoneAt is null && feedback.Author == Bora),
            (new() { TrackId = "t2", Author = "bora", WithUndone = true }, feedback => feedback.TrackId == "t2" && feedback.Author.Name == "bora"),
            (new() { Author = "x' OR '1'='1" }, _ => false),
        };
        foreach (var (query, match) in queries)
        {
            foreach (var limit in (int[])[1, 7, 1000])
            {
                var found = new List<Feedback>();
                string? cursor = null;
                do
                {
                    var page = await Store.ListAsync(query with { Limit = limit, Cursor = cursor }, Token);
                    found.AddRange(page.Items);
                    cursor = page.NextCursor;
                }
                while (cursor is not null);
                Assert.Equal(all.Where(match), found);
            }
        }
    }

    [Fact]
    public async Task List_ForeignCursor_IsRefused()
    {
        for (var i = 0; i < 3; i++) await Store.AddAsync(Given($"f{i}", Bora, EmotionLabel.Happy), Last, Token);
        var cursor = (await Store.ListAsync(new FeedbackQuery { Limit = 1 }, Token)).NextCursor;
        await Assert.ThrowsAsync<FormatException>(() => Store.ListAsync(new FeedbackQuery { Cursor = cursor, TrackId = "t" }, Token));
        await Assert.ThrowsAsync<FormatException>(() => Store.ListLabelsAsync(cursor, 10, Token));
        await Assert.ThrowsAsync<FormatException>(() => Store.ListAsync(new FeedbackQuery { Cursor = "nonsense" }, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(new FeedbackQuery { Limit = 0 }, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListLabelsAsync(null, FeedbackQuery.MaxLimit + 1, Token));
    }

    [Fact]
    public async Task Labels_PageByPage_NameTheTrackAndItsAudio()
    {
        var track = Sample.Track("t");
        await Tracks.SaveAsync(track, null, Token);
        foreach (var clip in (int?[])[2, null, 0]) await Store.AddAsync(Given($"on {clip}", Ayşe, EmotionLabel.Angry, clip: clip), Last, Token);
        await Store.AddAsync(Given("elsewhere", Ayşe, EmotionLabel.Happy, track: "not in the catalogue"), Last, Token);
        foreach (var limit in (int[])[1, 3, 100])
        {
            var labels = await LabelsAsync(limit);
            Assert.Equal([("not in the catalogue", null), ("t", null), ("t", 0), ("t", 2)], labels.Select(label => (label.TrackId, label.ClipIndex)));
        }

        var last = (await LabelsAsync())[3];
        Assert.Equal((track.Metadata, track.Audio!.Path, EmotionLabel.Angry), (last.Metadata, last.Path, last.Emotion));
        Assert.Equal((Math.Round(track.Clips[2].StartS, 6), 30), (last.Stretch.StartS, last.Stretch.DurationS));
        Assert.Null((await LabelsAsync())[0].Path);
    }

    [Fact]
    public async Task Ratings_OfEachAuthor_AreTheLastStandingOnes()
    {
        await Store.AddAsync(Given("1", Ayşe, EmotionLabel.Angry), Last, Token);
        await Store.AddAsync(Given("2", Ayşe, EmotionLabel.Happy) with { CreatedAt = Sample.Time.AddYears(-1) }, Last, Token);
        await Store.AddAsync(Given("3", Ayşe, EmotionLabel.Relaxed), Last, Token);
        await Store.UndoAsync("3", Sample.Time, Last, Token);
        await Store.AddAsync(Given("4", Ayşe, EmotionLabel.Happy, clip: 1), Last, Token);
        await Store.AddAsync(Given("5", Ayşe, null, clip: 1), Last, Token);
        await Store.AddAsync(Given("6", Bora, EmotionLabel.Angry), Last, Token);
        Assert.Equal([new StandingRating("t", FeedbackStretch.WholeTrack, Ayşe, EmotionLabel.Happy)], await Store.ReadRatingsAsync([AnnotatorKind.Annotator, AnnotatorKind.DataSet], Token));
        Assert.Equal(2, (await Store.ReadRatingsAsync(Enum.GetValues<AnnotatorKind>(), Token)).Count);
        Assert.Empty(await Store.ReadRatingsAsync([], Token));
    }

    private static ResolvedLabel Last(IReadOnlyList<Feedback> standing) =>
        new(standing.Count == 0 ? null : standing[^1].Emotion, standing.Count, standing.Count, standing.Count);

    private static Feedback Given(string id, FeedbackAuthor author, EmotionLabel? emotion, string track = "t", int? clip = null)
    {
        var predicted = PredictionSeen.Of(Sample.Prediction());
        return new Feedback
        {
            Id = id,
            TrackId = track,
            ClipIndex = clip,
            Stretch = clip is { } index ? FeedbackStretch.Of(Sample.Clip(track, index)) : FeedbackStretch.WholeTrack,
            Author = author,
            Verdict = emotion == predicted.Label ? FeedbackVerdict.Correct : FeedbackVerdict.Incorrect,
            Emotion = emotion,
            Predicted = predicted,
            ContentHash = Sample.Hash,
            CreatedAt = Sample.Time,
        };
    }

    private async Task<List<TrackLabel>> LabelsAsync(int limit = 100)
    {
        var labels = new List<TrackLabel>();
        string? cursor = null;
        do
        {
            var page = await Store.ListLabelsAsync(cursor, limit, Token);
            labels.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return labels;
    }
}
