using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of drift keeps to.</summary>
public abstract class DriftStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private static readonly DriftFindings Findings = new(DriftSeverity.Moderate, 3, 0.7, 0.1, 12, 0.75, null);
    private static readonly DriftRetention Keep = new(50, DateTimeOffset.MinValue);

    private IDriftStore Store => Catalog.Drifts;

    private WindowCondition Any => new(Clock.GetUtcNow(), 0);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Add_ByManyProcessesInAnyOrderWithRepeats_IsTheExactSum(int seed)
    {
        var random = new Random(seed);
        var other = OpenAnother().Drifts;
        var sum = new long[40];
        var sent = Enumerable.Range(0, 4).ToDictionary(source => $"s{source}", _ => new List<DriftFlush>());
        for (var i = 0; i < 60; i++)
        {
            var source = $"s{random.Next(4)}";
            long[] counts = [.. sum.Select(_ => random.Next(3) == 0 ? random.NextInt64(1L << random.Next(1, 50)) : 0)];
            for (var j = 0; j < sum.Length; j++) sum[j] += counts[j];
            sent[source].Add(new DriftFlush(source, sent[source].Count + 1, [new DriftDelta("m", counts.Length, 1, counts)]));
        }

        // Each process keeps its own order; between them there is none, and any flush may be sent again at once or later.
        var left = sent.Values.Select(flushes => new Queue<DriftFlush>(flushes)).ToList();
        while (left.Any(queue => queue.Count > 0))
        {
            var queue = left[random.Next(left.Count)];
            if (!queue.TryDequeue(out var flush)) continue;
            Assert.True(await (random.Next(2) == 0 ? Store : other).AddAsync(flush, Token));
            if (random.Next(3) == 0) Assert.False(await (random.Next(2) == 0 ? Store : other).AddAsync(flush, Token));
            if (random.Next(3) == 0) Assert.False(await Store.AddAsync(sent[flush.Source][0], Token));
        }

        var window = (await Store.CloseAsync("m", Any, Token))!;
        Assert.Equal(sum, window.Counts);
        Assert.Equal((60 * 40, 60, sent.Values.Count(flushes => flushes.Count > 0)), (window.Rows, window.Dropped, window.Sources));
    }

    [Fact]
    public async Task Add_AtOnceByManyProcesses_LosesNothing()
    {
        var other = OpenAnother().Drifts;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? Store : other).AddAsync(Flush($"s{i}", 1, 1, i), Token)));
        var window = (await Store.CloseAsync("m", Any, Token))!;
        Assert.Equal((16, 16), (window.Rows, window.Sources));
        Assert.Equal([120L], window.Counts);
    }

    [Fact]
    public async Task Close_NotDue_ChangesNothing()
    {
        await Store.AddAsync(Flush("s", 1, 10, 1), Token);
        Assert.Null(await Store.CloseAsync("m", new WindowCondition(Clock.GetUtcNow().AddTicks(-1), 10), Token));
        Assert.Null(await Store.CloseAsync("m", new WindowCondition(Clock.GetUtcNow(), 11), Token));
        Assert.Null(await Store.CloseAsync("other", Any, Token));
        Assert.Equal([new OpenDriftWindow("m", Clock.GetUtcNow(), 10)], await Store.ListOpenAsync(Token));
    }

    [Fact]
    public async Task Close_ByTwoAtOnce_IsOneWindowAndLaterCountsOpenTheNext()
    {
        var opened = Clock.GetUtcNow();
        await Store.AddAsync(Flush("s", 1, 10, 5), Token);
        Clock.Advance(TimeSpan.FromHours(1));
        var other = OpenAnother().Drifts;
        var closed = await Task.WhenAll(Store.CloseAsync("m", Any, Token), other.CloseAsync("m", Any, Token));
        var window = Assert.Single(closed, window => window is not null)!;
        Assert.Equal((opened, Clock.GetUtcNow(), 10, (string?)null), (window.From, window.To, window.Rows, window.Report));

        // The flush that was closed in is still known; the next one counts in the next window.
        Assert.False(await other.AddAsync(Flush("s", 1, 10, 5), Token));
        Assert.Empty(await Store.ListOpenAsync(Token));
        Assert.True(await other.AddAsync(Flush("s", 2, 3, 7), Token));
        var next = (await Store.CloseAsync("m", Any, Token))!;
        Assert.True(next.Number > window.Number);
        Assert.Equal([7L], next.Counts);
        Assert.Equal([window.Number, next.Number], (await Store.ListUnjudgedAsync(Token)).Select(unjudged => unjudged.Number));
        Assert.Equal(next.Counts, (await Store.FindWindowAsync(next.Number, Token))!.Counts);
    }

    [Fact]
    public async Task Close_CountsOfAnotherRelease_AreDroppedAndCounted()
    {
        await Store.AddAsync(Flush("old", 1, 4, 1), Token);
        await Store.AddAsync(new DriftFlush("new", 1, [new DriftDelta("m", 5, 0, [1, 2])]), Token);
        var window = (await Store.CloseAsync("m", Any, Token))!;
        Assert.Equal((5, 4, 1), (window.Rows, window.Dropped, window.Sources));
        Assert.Equal([1L, 2L], window.Counts);
    }

    [Fact]
    public async Task Add_OfAnImpossibleCount_ChangesNothing()
    {
        await Store.AddAsync(Flush("s", 1, 1, 1), Token);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AddAsync(Flush("s", 2, 1, -1), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AddAsync(new DriftFlush("s", 2, [new DriftDelta("n", 1, 0, [1]), new DriftDelta("m", 1, 0, [1, 2])]), Token));
        Assert.Equal([new OpenDriftWindow("m", Clock.GetUtcNow(), 1)], await Store.ListOpenAsync(Token));
        Assert.True(await Store.AddAsync(Flush("s", 2, 1, 1), Token));
    }

    [Fact]
    public async Task Judge_Again_KeepsTheFirstJudgement()
    {
        var window = await WindowAsync("m", 1);
        var alert = Alert("a", window.Number);
        Assert.True(await Store.JudgeAsync(new DriftJudgement(window.Number, Findings, "{}", [alert]), Keep, Token));
        Assert.False(await OpenAnother().Drifts.JudgeAsync(new DriftJudgement(window.Number, Findings with { Drifted = 9 }, "other", [Alert("b", window.Number)]), Keep, Token));
        Assert.Equal("{}", (await Store.FindJudgedAsync("m", null, Token))!.Report);
        Assert.Null(await Store.FindJudgedAsync("m", window.Number, Token));
        var entry = Assert.Single((await Store.ListWindowsAsync("m", null, 10, Token)).Items);
        Assert.Equal((window.Number, Findings), (entry.Number, entry.Findings));
        Assert.Equal([alert], (await Store.ListAlertsAsync(new AlertQuery(), Token)).Items);
        Assert.Empty(await Store.ListUnjudgedAsync(Token));
    }

    [Fact]
    public async Task Judge_AlertThatEscalates_EndsTheOldOneAndRaisesTheNew()
    {
        var window = await WindowAsync("m", 1);
        await Store.JudgeAsync(new DriftJudgement(window.Number, Findings, "{}", [Alert("a", window.Number)]), Keep, Token);
        var next = await WindowAsync("m", 2);
        var ended = Alert("a", window.Number) with { ClearedAt = Clock.GetUtcNow(), ClearedBecause = "graver" };
        await Store.JudgeAsync(new DriftJudgement(next.Number, Findings, "{}", [Alert("b", next.Number), ended]), Keep, Token);
        Assert.Equal(["b"], (await Store.ListAlertsAsync(new AlertQuery("m"), Token)).Items.Select(alert => alert.Id));
        Assert.Equal(["b", "a"], (await Store.ListAlertsAsync(new AlertQuery(WithCleared: true), Token)).Items.Select(alert => alert.Id));
        Assert.Equal(ended, await Store.FindAlertAsync("a", Token));
    }

    [Fact]
    public async Task Acknowledge_FirstStaysThroughLaterWindows()
    {
        var window = await WindowAsync("m", 1);
        await Store.JudgeAsync(new DriftJudgement(window.Number, Findings, "{}", [Alert("a", window.Number)]), Keep, Token);
        var noted = await Store.AcknowledgeAsync("a", "ayşe", "known", Token);
        Assert.Equal(("ayşe", "known", Clock.GetUtcNow()), (noted!.AcknowledgedBy, noted.AcknowledgedReason, noted.AcknowledgedAt));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(noted, await OpenAnother().Drifts.AcknowledgeAsync("a", "bora", null, Token));
        Assert.Null(await Store.AcknowledgeAsync("none", "bora", null, Token));
        var next = await WindowAsync("m", 2);
        await Store.JudgeAsync(new DriftJudgement(next.Number, Findings, "{}", [Alert("a", window.Number) with { SeenIn = next.Number }]), Keep, Token);
        Assert.Equal(noted with { SeenIn = next.Number }, await Store.FindAlertAsync("a", Token));
    }

    [Fact]
    public async Task ClearOthers_OfModelsThatAnswerNoMore_EndsTheirAlerts()
    {
        foreach (var model in (string[])["m", "n"])
        {
            var window = await WindowAsync(model, 1);
            await Store.JudgeAsync(new DriftJudgement(window.Number, Findings, "{}", [Alert(model, window.Number) with { ModelVersion = model }]), Keep, Token);
        }

        Assert.Equal(1, await Store.ClearOthersAsync(["n"], "gone", Token));
        Assert.Equal(0, await Store.ClearOthersAsync(["n"], "gone", Token));
        Assert.Equal("gone", (await Store.FindAlertAsync("m", Token))!.ClearedBecause);
        Assert.Equal(["n"], (await Store.ListAlertsAsync(new AlertQuery(), Token)).Items.Select(alert => alert.Id));
    }

    [Fact]
    public async Task Judge_PastItsRetention_DropsWhatIsOldAndNoMore()
    {
        for (var i = 1; i <= 5; i++)
        {
            await JudgedAsync("m", i, new DriftRetention(3, DateTimeOffset.MinValue));
            await JudgedAsync("n", i, Keep);
        }

        Assert.Equal(3, (await Store.ListWindowsAsync("m", null, 10, Token)).Items.Count);
        Assert.Equal(5, (await Store.ListWindowsAsync("n", null, 10, Token)).Items.Count);
        var since = Clock.GetUtcNow().AddTicks(1);
        Clock.Advance(TimeSpan.FromDays(1));
        await JudgedAsync("m", 6, new DriftRetention(50, since));
        Assert.Single((await Store.ListWindowsAsync(null, null, 10, Token)).Items);
        Assert.Single((await Store.ListAlertsAsync(new AlertQuery(WithCleared: true), Token)).Items);
    }

    [Fact]
    public async Task List_PageByPage_IsEverythingNewestFirst()
    {
        for (var i = 1; i <= 5; i++) await JudgedAsync(i % 2 == 0 ? "m" : "n", i, Keep);
        var numbers = new List<long>();
        var cursor = default(string);
        do
        {
            var page = await Store.ListWindowsAsync(null, cursor, 2, Token);
            numbers.AddRange(page.Items.Select(entry => entry.Number));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(numbers.OrderDescending(), numbers);
        Assert.Equal(5, numbers.Count);
        var first = await Store.ListAlertsAsync(new AlertQuery(WithCleared: true, Limit: 2), Token);
        Assert.Equal(3, (await Store.ListAlertsAsync(new AlertQuery(WithCleared: true, Limit: 10, Cursor: first.NextCursor), Token)).Items.Count);
        await Assert.ThrowsAsync<FormatException>(() => Store.ListAlertsAsync(new AlertQuery("m", Cursor: first.NextCursor), Token));
        await Assert.ThrowsAsync<FormatException>(() => Store.ListWindowsAsync("m", "?", 2, Token));
    }

    private static DriftFlush Flush(string source, long sequence, long rows, long count) => new(source, sequence, [new DriftDelta("m", rows, 0, [count])]);

    private async Task<ClosedDriftWindow> WindowAsync(string model, long sequence)
    {
        await Store.AddAsync(new DriftFlush($"s-{model}", sequence, [new DriftDelta(model, 1, 0, [1])]), Token);
        return (await Store.CloseAsync(model, Any, Token))!;
    }

    // Each window raises an alert and ends it.
    private async Task JudgedAsync(string model, int sequence, DriftRetention retention)
    {
        var window = await WindowAsync(model, sequence);
        var alert = Alert($"{model}{sequence}", window.Number) with { ModelVersion = model, ClearedAt = Clock.GetUtcNow(), ClearedBecause = "over" };
        Assert.True(await Store.JudgeAsync(new DriftJudgement(window.Number, Findings, "{}", [alert]), retention, Token));
    }

    private DriftAlert Alert(string id, long window) => new()
    {
        Id = id,
        ModelVersion = "m",
        Subject = DriftAlert.Features,
        Level = DriftSeverity.Moderate,
        RaisedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        RaisedIn = window,
        SeenIn = window,
        Evidence = "tempo: PSI 0.31",
        Advice = "look",
    };
}

/// <summary>What every store's joins of labels keep to.</summary>
public abstract class LabelFiguresCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private ILabelFigures Labels => Catalog.Labels;

    private IFeedbackStore Feedbacks => Catalog.Feedbacks;

    private ITrackStore Tracks => Catalog.Tracks;

    [Fact]
    public async Task ReadLabelled_TracksAndClips_AreJoinedWithTheirOwnPredictionOfThatModel()
    {
        await Tracks.SaveAsync(Sample.Track("t"), null, Token);
        await Tracks.SaveAsync(Sample.Track("u") with { Clips = [Sample.Clip("u", 0), Sample.Clip("u", 1), Sample.Clip("u", 2)] }, null, Token);
        await LabelAsync("1", "t", null, EmotionLabel.Angry, 1);
        await LabelAsync("2", "u", 2, EmotionLabel.Happy, 2);
        await LabelAsync("3", "u", 1, EmotionLabel.Happy, 3);       // a clip without a prediction
        await LabelAsync("4", "gone", null, EmotionLabel.Happy, 4);
        var time = Sample.Time;
        var rows = await Labels.ReadLabelledAsync("lr-1", time, 10, Token);
        Assert.Equal([EmotionLabel.Happy, EmotionLabel.Angry], rows.Select(row => row.Truth));
        Assert.All(rows, row => Assert.Equal(Sample.Prediction().Probabilities, row.Probabilities));
        Assert.Equal([EmotionLabel.Happy], (await Labels.ReadLabelledAsync("lr-1", time.AddMinutes(1), 10, Token)).Select(row => row.Truth));
        Assert.Single(await Labels.ReadLabelledAsync("lr-1", time, 1, Token));
        Assert.Empty(await Labels.ReadLabelledAsync("lr-2", time, 10, Token));
    }

    [Fact]
    public async Task CountLabels_OfTracksWithAudio_AreByEmotionAndSince()
    {
        await Tracks.SaveAsync(Sample.Track("t"), null, Token);
        await Tracks.SaveAsync(Sample.Untagged("untagged"), null, Token);
        await LabelAsync("1", "t", null, EmotionLabel.Angry, 1);
        await LabelAsync("2", "t", 0, EmotionLabel.Angry, 2);
        await LabelAsync("3", "untagged", null, EmotionLabel.Happy, 3);
        var counts = await Labels.CountLabelsAsync(Sample.Time.AddMinutes(1), Token);
        Assert.Equal([0L, 0L, 2L, 0L], counts.ByEmotion);
        Assert.Equal((2, 1), (counts.Total, counts.Since));
    }

    private Task<Feedback> LabelAsync(string id, string track, int? clip, EmotionLabel emotion, int minute) => Feedbacks.AddAsync(
        new Feedback
        {
            Id = id,
            TrackId = track,
            ClipIndex = clip,
            Stretch = clip is { } index ? FeedbackStretch.Of(Sample.Clip(track, index)) : default,
            Author = new FeedbackAuthor(AnnotatorKind.Annotator, "a"),
            Verdict = FeedbackVerdict.Incorrect,
            Emotion = emotion,
            Predicted = new PredictionSeen(EmotionLabel.Sad, 0.7, "lr-1", "librosa-v1", Sample.Time),
            CreatedAt = Sample.Time.AddMinutes(minute),
        },
        standing => new ResolvedLabel(standing[^1].Emotion, 1, 1, 1),
        Token);
}
