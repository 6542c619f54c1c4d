using Cluster.Abstractions.Events;
using Cluster.Abstractions.Experiments;
using Cluster.Catalog.Events;
using Cluster.Catalog.Experiments;
using Cluster.Catalog.Tests.Support;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What everything that reads outcomes from events keeps to.</summary>
public abstract class EventOutcomesCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private int number;

    [Fact]
    public async Task Outcomes_OfUsers_AreTheirFirstOfTheMetricSinceTheExposure()
    {
        await SaveAsync("t", "u");
        (string User, string Arm)[] users = [("through", "b"), ("skips", "b"), ("short", "b"), ("likes", "control"), ("rates", "control"), ("quiet", "control")];
        await Catalog.Exposures.RecordAsync([.. users.Select(one => Of(one.User, one.Arm, isUser: true))], Token);
        await AddAsync(
            Play("through", 5, 100) with { At = Sample.Time.AddMinutes(-1) },
            Play("through", 90, 100),
            Play("through", 5, 100),
            Play("skips", null, 100),
            Event("skips", ListeningEventKind.Skip),
            Play("skips", 100, 100),
            Event("skips", ListeningEventKind.Like),
            Play("short", 89, 100),
            Event("likes", ListeningEventKind.Like),
            Event("likes", ListeningEventKind.Skip) with { TrackId = "u" },
            Event("rates", ListeningEventKind.Rating) with { Rating = 3.5 },
            Event("rates", ListeningEventKind.Rating) with { Rating = 5 },
            Play("quiet", null, null),
            Play("likes", 100, 100) with { Experiment = "another" },
            Play("likes", 100, 100) with { Experiment = null, Arm = null },
            Play("nobody", 100, 100),
            Play("through", 100, 100) with { Unit = null });
        Assert.Equal([("b", 3, 1), ("control", 1, 0)], await CountAsync(ExperimentMetric.PlayedThrough, ExperimentUnit.User));
        Assert.Equal([("b", 1, 0), ("control", 2, 1)], await CountAsync(ExperimentMetric.Liked, ExperimentUnit.User));
        Assert.Empty(await CountAsync(ExperimentMetric.Liked, ExperimentUnit.Track));
    }

    [Fact]
    public async Task Outcomes_OfTracks_AreTheFirstListenersSinceTheExposure()
    {
        await SaveAsync("t", "u", "v");
        await Catalog.Exposures.RecordAsync([Of("t", "b"), Of("u", "control")], Token);
        await AddAsync(
            Play("ayşe", 95, 100),
            Play("bora", 5, 100),
            Play(null, 5, 100) with { TrackId = "u" },
            Event("bora", ListeningEventKind.Rating) with { TrackId = "u", Rating = 4 },
            Play("bora", 100, 100) with { TrackId = "v" });
        Assert.Equal([("b", 1, 1), ("control", 1, 0)], await CountAsync(ExperimentMetric.PlayedThrough, ExperimentUnit.Track));
        Assert.Equal([("control", 1, 1)], await CountAsync(ExperimentMetric.Liked, ExperimentUnit.Track));
        Assert.Equal((false, true, true), (Catalog.EventOutcomes.Measures(ExperimentMetric.Correct), Catalog.EventOutcomes.Measures(ExperimentMetric.Liked), Catalog.EventOutcomes.Measures(ExperimentMetric.PlayedThrough)));
    }

    private static Exposure Of(string unit, string arm, bool isUser = false) => new("e", unit, arm, "fake-2", 0, 1, false, Sample.Time) { IsUser = isUser };

    private ListeningEvent Event(string? unit, ListeningEventKind kind) =>
        new() { Id = $"{++number}", Kind = kind, TrackId = "t", Unit = unit, At = Sample.Time.AddMinutes(1), Experiment = "e", Arm = "whatever the sender says" };

    private ListeningEvent Play(string? unit, double? position, double? duration) => Event(unit, ListeningEventKind.Play) with { PositionS = position, DurationS = duration };

    private async Task AddAsync(params ListeningEvent[] events) =>
        Assert.All(await Catalog.Events.AddAsync(events, Token), result => Assert.Equal(EventResult.Stored, result));

    private async Task SaveAsync(params string[] ids)
    {
        foreach (var id in ids) await Catalog.Tracks.SaveAsync(Sample.Track(id), null, Token);
    }

    private async Task<List<(string, long, long)>> CountAsync(ExperimentMetric metric, ExperimentUnit unit)
    {
        var counts = await Catalog.EventOutcomes.CountAsync(new OutcomeQuestion("e", metric, unit, Sample.Time.AddMinutes(-10), ByVersion: true), Token);
        return [.. counts.Select(count => (count.Arm, count.Observed, count.Successes)).Order()];
    }
}
