using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Traffic;
using CsCheck;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of traffic keeps to.</summary>
public abstract class TrafficStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LatencyHistogram Quick = LatencyHistogram.Parse("3=2 40=1");

    /// <summary>The store.</summary>
    private ITrafficStore Store => Catalog.Traffic;

    /// <summary>Feedback in the same catalogue.</summary>
    private IFeedbackStore Feedbacks => Catalog.Feedbacks;

    [Fact]
    public async Task Put_TheSameCellAgain_CountsNothingTwice()
    {
        var first = Cell("m", 1, "a", new TrafficCounts { Requests = 3, Errors = 1, Slow = 1, Predictions = 2, Reviews = 1, Interactive = Quick });
        var grown = first with { Counts = first.Counts.Plus(new TrafficCounts { Requests = 2, Bulk = Quick }) };
        await Store.PutAsync([first], Token);
        await Store.PutAsync([grown], Token);
        await OpenAnother().Traffic.PutAsync([grown], Token);
        Assert.Equal(grown.Counts, await OpenAnother().Traffic.SumAsync("m", 0, DateTimeOffset.MinValue.AddYears(2000), Token));
    }

    [Fact]
    public async Task Sum_OverSilosRevisionsAndTimes_MatchesASimpleSumInMemory()
    {
        var cells = new List<TrafficCell>();
        for (var i = 0; i < 60; i++)
        {
            var counts = new TrafficCounts { Requests = 10 + i, Errors = i % 7, Slow = i % 3, Predictions = i, Reviews = i / 2, Interactive = LatencyHistogram.Parse($"{i}=1"), Bulk = Quick };
            cells.Add(new TrafficCell(i % 2 == 0 ? "m" : "n", i % 5, Time.AddMinutes(10 * (i % 3)), $"silo-{i / 15}", counts));
        }

        await Task.WhenAll(cells.Chunk(15).Select((part, i) => (i % 2 == 0 ? Store : OpenAnother().Traffic).PutAsync(part, Token)));
        foreach (var revision in (long[])[0, 3, 9])
        {
            foreach (var minutes in (int[])[0, 5, 20])
            {
                var since = Time.AddMinutes(minutes);
                var expected = cells.Where(cell => cell.ModelVersion == "m" && cell.Revision >= revision && cell.From >= since).Aggregate(TrafficCounts.None, (sum, cell) => sum.Plus(cell.Counts));
                Assert.Equal(expected, await Store.SumAsync("m", revision, since, Token));
            }
        }
    }

    [Fact]
    public async Task Forget_OfOldTimes_LeavesTheOthers()
    {
        var counts = new TrafficCounts { Requests = 1 };
        await Store.PutAsync([Cell("m", 1, "a", counts), Cell("m", 1, "a", counts) with { From = Time.AddHours(1) }], Token);
        Assert.Equal(1, await Store.ForgetAsync(Time.AddHours(1), Token));
        Assert.Equal(0, await Store.ForgetAsync(Time.AddHours(1), Token));
        Assert.Equal(1, (await Store.SumAsync("m", 0, Time, Token)).Requests);
    }

    [Fact]
    public async Task CountVerdicts_OfAVersion_TakesTheLastStandingWordOnEachStretch()
    {
        await AddAsync("1", "t1", "m", EmotionLabel.Sad);
        await AddAsync("2", "t1", "m", EmotionLabel.Angry);
        await AddAsync("3", "t2", "m", EmotionLabel.Angry);
        await AddAsync("4", "t2", "m", EmotionLabel.Sad);
        await AddAsync("5", "t3", "m", EmotionLabel.Happy);
        await AddAsync("6", "t4", "other", EmotionLabel.Happy);
        await AddAsync("7", "t5", "m", EmotionLabel.Happy, Time.AddDays(-1));
        await AddAsync("8", "t6", "m", EmotionLabel.Happy);
        await Feedbacks.UndoAsync("8", Time, Label, Token);
        Assert.Equal(new VerdictCounts(3, 2), await Store.CountVerdictsAsync("m", Time, Token));
        Assert.Equal(new VerdictCounts(4, 3), await Store.CountVerdictsAsync("m", Time.AddDays(-2), Token));
        Assert.Equal(new VerdictCounts(0, 0), await Store.CountVerdictsAsync("unknown", Time, Token));
    }

    [Fact]
    public void Counts_Plus_DoesNotDependOnOrderOrGrouping() => Gen.Select(Counts, Counts, Counts).Sample((a, b, c) =>
    {
        Assert.Equal(a.Plus(b).Plus(c), a.Plus(c.Plus(b)));
        Assert.Equal(a, a.Plus(TrafficCounts.None));
    });

    private static Gen<TrafficCounts> Counts => Gen.Select(Gen.Long[0, 100], Gen.Long[0, 100], Gen.Long[0, 100], Gen.Int[0, 72], (requests, predictions, part, bin) => new TrafficCounts
    {
        Requests = requests,
        Errors = requests * part / 100,
        Slow = requests * part / 200,
        Predictions = predictions,
        Reviews = predictions * part / 100,
        Interactive = LatencyHistogram.Parse($"{bin}={part}"),
    });

    private static TrafficCell Cell(string version, long revision, string silo, TrafficCounts counts) => new(version, revision, Time, silo, counts);

    private static ResolvedLabel Label(IReadOnlyList<Feedback> standing) => standing.Count == 0 ? new ResolvedLabel(null, 0, 0, 0) : new ResolvedLabel(standing[^1].Emotion, 1, 1, 1);

    // The prediction was sad: another emotion says that it is wrong.
    private Task<Feedback> AddAsync(string id, string track, string version, EmotionLabel emotion, DateTimeOffset? at = null) => Feedbacks.AddAsync(
        new Feedback
        {
            Id = id,
            TrackId = track,
            Stretch = FeedbackStretch.WholeTrack,
            Author = new FeedbackAuthor(AnnotatorKind.User, "u" + id),
            Verdict = emotion == EmotionLabel.Sad ? FeedbackVerdict.Correct : FeedbackVerdict.Incorrect,
            Emotion = emotion,
            Predicted = new PredictionSeen(EmotionLabel.Sad, 0.8, version, "s", Time),
            ContentHash = null,
            CreatedAt = at ?? Time,
        },
        Label,
        Token);
}
