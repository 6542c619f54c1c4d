using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Experiments;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Tests.Support;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of exposures, and what reads their outcomes, keeps to.</summary>
public abstract class ExposureStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private IExposureStore Store => Catalog.Exposures;

    private IFeedbackStore Feedbacks => Catalog.Feedbacks;

    private IOutcomeReader Outcomes => Catalog.FeedbackOutcomes;

    [Fact]
    public async Task Record_SameUnitAgain_KeepsTheFirstAndCountsOnce()
    {
        Assert.Equal(2, await Store.RecordAsync([Of("a"), Of("b", "control"), Of("a", "control")], Token));
        Assert.Equal(0, await OpenAnother().Exposures.RecordAsync([Of("a", "control") with { At = Sample.Time.AddDays(1), Period = 3 }], Token));
        Assert.Equal(Of("a"), await OpenAnother().Exposures.FindAsync("e", "a", Token));
        Assert.Null(await Store.FindAsync("f", "a", Token));
        Assert.Equal([new ExposureCount("b", 0, 1, 1, 0), new ExposureCount("control", 0, 1, 1, 0)], await Store.CountAsync("e", Token));
    }

    [Fact]
    public async Task Record_ByManyProcessesAtOnce_CountsEachUnitOnce()
    {
        var other = OpenAnother().Exposures;
        var units = Enumerable.Range(0, 50).Select(i => Of($"u{i}")).ToArray();
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? Store : other).RecordAsync(units, Token)));
        Assert.Equal(50, added.Sum());
        Assert.Equal([new ExposureCount("b", 0, 1, 50, 0)], await Store.CountAsync("e", Token));
    }

    [Fact]
    public async Task Record_FailureOfAKnownUnit_IsCountedOnceAndInItsOwnPeriod()
    {
        await Store.RecordAsync([Of("a"), Of("b") with { Failed = true }], Token);
        for (var i = 0; i < 2; i++) await Store.RecordAsync([Of("a") with { Failed = true, Period = 1, Stratum = 3 }, Of("b") with { Failed = true }, Of("a")], Token);
        Assert.Equal([new ExposureCount("b", 0, 1, 2, 2)], await Store.CountAsync("e", Token));

        // A unit that has moved does not charge the arm that it was counted in.
        await Store.RecordAsync([Of("c", "control"), Of("c") with { Failed = true }], Token);
        Assert.Equal([2, 0], (await Store.CountAsync("e", Token)).Select(count => count.Failed));
    }

    [Fact]
    public async Task DeleteSome_UntilNothingIsLeft_LeavesOtherExperiments()
    {
        await Store.RecordAsync([.. Enumerable.Range(0, 12_000).Select(i => Of($"u{i}")), Of("u1") with { ExperimentId = "f" }], Token);
        var rounds = 1;
        while (await Store.DeleteSomeAsync("e", Token)) rounds++;
        Assert.Equal(3, rounds);
        Assert.Empty(await Store.CountAsync("e", Token));
        Assert.Null(await Store.FindAsync("e", "u11999", Token));
        Assert.NotNull(await Store.FindAsync("f", "u1", Token));
        Assert.Single(await Store.CountAsync("f", Token));
    }

    [Fact]
    public async Task Outcomes_OfTracks_AreTheFirstStandingFeedbackSinceTheExposure()
    {
        await Store.RecordAsync([Of("a"), Of("b"), Of("c", "control"), Of("d", "control"), Of("unseen")], Token);
        await GiveAsync("before", "a", FeedbackVerdict.Incorrect, minutes: -5);
        await GiveAsync("1", "a", FeedbackVerdict.Correct, minutes: 1);
        await GiveAsync("2", "a", FeedbackVerdict.Incorrect, minutes: 2);
        await GiveAsync("3", "b", FeedbackVerdict.Incorrect, minutes: 1);
        await GiveAsync("4", "c", FeedbackVerdict.Correct, minutes: 1);
        await GiveAsync("5", "d", FeedbackVerdict.Correct, minutes: 1, version: "another");
        await GiveAsync("6", "elsewhere", FeedbackVerdict.Correct, minutes: 1);
        Assert.Equal([("b", 2, 1), ("control", 1, 1)], await CountAsync(ExperimentUnit.Track, byVersion: true));
        Assert.Equal([("b", 2, 1), ("control", 2, 2)], await CountAsync(ExperimentUnit.Track, byVersion: false));

        await Feedbacks.UndoAsync("1", Sample.Time, _ => None, Token);
        Assert.Equal(("b", 2, 0), (await CountAsync(ExperimentUnit.Track, byVersion: true))[0]);
    }

    [Fact]
    public async Task Outcomes_OfUsers_AreFoundByTheirHashes()
    {
        await Store.RecordAsync([User("Zeynep"), User("bora", "control")], Token);
        await GiveAsync("0", "x", FeedbackVerdict.Incorrect, minutes: -5, author: "Zeynep");
        await GiveAsync("1", "x", FeedbackVerdict.Correct, minutes: 1, author: "Zeynep");
        await GiveAsync("2", "y", FeedbackVerdict.Incorrect, minutes: 2, author: "Zeynep");
        await GiveAsync("3", "x", FeedbackVerdict.Incorrect, minutes: 1, author: "bora");
        await GiveAsync("4", "x", FeedbackVerdict.Correct, minutes: 1, author: "nobody");
        Assert.Equal([("b", 1, 1), ("control", 1, 0)], await CountAsync(ExperimentUnit.User, byVersion: false));
        Assert.Equal(
            [("b", 1, 1), ("control", 1, 0)], await CountAsync(ExperimentUnit.User, byVersion: true));
        Assert.False(Outcomes.Measures(ExperimentMetric.Liked));
    }

    [Fact]
    public async Task Record_OfUsers_KeepsTheirHashesOnly()
    {
        await Store.RecordAsync([User("Zeynep"), Of("Zeynep", "control")], Token);
        Assert.Equal(0, await Store.RecordAsync([User("Zeynep", "control")], Token));
        var hash = await Catalog.Events.HashUnitAsync("Zeynep", Token);
        Assert.Equal(Of(hash), await Store.FindAsync("e", hash, Token));
        Assert.Equal(Of("Zeynep", "control"), await Store.FindAsync("e", "Zeynep", Token));
    }

    private static ResolvedLabel None => new(null, 0, 0, 1);

    private static Exposure Of(string unit, string arm = "b") => new("e", unit, arm, "fake-2", 0, 1, false, Sample.Time);

    private static Exposure User(string name, string arm = "b") => Of(name, arm) with { IsUser = true };

    private async Task<List<(string, long, long)>> CountAsync(ExperimentUnit unit, bool byVersion)
    {
        var counts = await Outcomes.CountAsync(new OutcomeQuestion("e", ExperimentMetric.Correct, unit, Sample.Time.AddMinutes(-10), byVersion), Token);
        return [.. counts.Select(count => (count.Arm, count.Observed, count.Successes)).Order()];
    }

    private Task<Feedback> GiveAsync(string id, string track, FeedbackVerdict verdict, int minutes, string version = "fake-2", string author = "Ayşe") => Feedbacks.AddAsync(
        new Feedback
        {
            Id = id,
            TrackId = track,
            Stretch = FeedbackStretch.WholeTrack,
            Author = new FeedbackAuthor(AnnotatorKind.User, author),
            Verdict = verdict,
            Emotion = verdict == FeedbackVerdict.Correct ? EmotionLabel.Sad : null,
            Predicted = new PredictionSeen(EmotionLabel.Sad, 0.9, version, "schema", Sample.Time),
            CreatedAt = Sample.Time.AddMinutes(minutes),
        },
        _ => None,
        Token);
}
