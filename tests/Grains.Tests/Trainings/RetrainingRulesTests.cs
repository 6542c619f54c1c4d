using System.Globalization;
using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Drifts;
using Cluster.Grains.Drifts;
using Cluster.Grains.Tests.Support;
using Cluster.Grains.Trainings;

namespace Cluster.Grains.Tests.Trainings;

public sealed class RetrainingRulesTests
{
    private static readonly RetrainingSettings Settings = new() { LeastPerEmotion = 2 };
    private static readonly DateTimeOffset Registered = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ModelRecord Champion = new() { Version = "lr-1", SchemaId = "s", Algorithm = "lr", Description = "d", RegisteredAt = Registered };
    private static readonly RetrainingKnowledge Calm = new(Champion, ModelFacts.Of(SmallModels.First), [], [], Counts(0), null);

    [Theory]
    [InlineData("2026-03-31T03:00", null)]
    [InlineData("2026-04-01T13:00", null)]
    [InlineData("2026-04-02T02:00", TrainingTrigger.Schedule)]
    public void Due_Quarterly_IsAtNight(string now, TrainingTrigger? expected) => Assert.Equal(expected, Due(Calm, now));

    [Fact]
    public void Due_DriftAlert_StartsOneTrainingAndNoMore()
    {
        var alarmed = Calm with { Alerts = [Alert(Registered.AddDays(2))] };
        Assert.Equal(TrainingTrigger.Drift, Due(alarmed, "2026-01-04T12:00"));
        Assert.Null(Due(alarmed with { Trainings = [Ended(TrainingTrigger.Drift, "2026-01-04T12:00", TrainingState.Failed)] }, "2026-01-20T12:00"));
        Assert.Null(Due(alarmed with { Alerts = [Alert(Registered.AddDays(2)) with { AcknowledgedAt = Registered, AcknowledgedBy = "a" }] }, "2026-01-04T12:00"));
        Assert.Equal(TrainingTrigger.Drift, Due(alarmed with { Trainings = [Ended(TrainingTrigger.Schedule, "2026-01-02T12:00")] }, "2026-01-04T12:00"));
    }

    [Fact]
    public void Due_FallOfQuality_StartsOneForEachChampion()
    {
        var fallen = Calm with { Model = Calm.Model! with { MacroF1 = 0.8 }, Newest = View(0.75, 100) };
        Assert.Equal(TrainingTrigger.Quality, Due(fallen, "2026-01-04T12:00"));
        Assert.Null(Due(fallen with { Newest = View(0.75, 99) }, "2026-01-04T12:00"));
        Assert.Null(Due(fallen with { Newest = View(0.76, 100) }, "2026-01-04T12:00"));
        Assert.Null(Due(fallen with { Trainings = [Ended(TrainingTrigger.Quality, "2026-01-04T12:00")] }, "2026-01-20T12:00"));
        Assert.Equal(TrainingTrigger.Quality, Due(fallen with { Trainings = [Ended(TrainingTrigger.Quality, "2026-01-04T12:00") with { Champion = "lr-0" }] }, "2026-01-20T12:00"));
    }

    // The small model has 64 rows.
    [Theory]
    [InlineData(6, "2026-01-04T12:00", null)]
    [InlineData(7, "2026-01-04T12:00", null)]
    [InlineData(7, "2026-01-05T02:30", TrainingTrigger.Labels)]
    [InlineData(10, "2026-01-04T12:00", TrainingTrigger.Labels)]
    public void Due_NewLabels_WaitForTheNightUnlessTheyAreMany(long labels, string now, TrainingTrigger? expected) => Assert.Equal(expected, Due(Calm with { Labels = Counts(labels) }, now));

    [Fact]
    public void Due_WithoutChampionOrLabelsOrWish_IsNever()
    {
        const string Late = "2027-01-01T02:30";
        Assert.Equal(TrainingTrigger.Schedule, Due(Calm, Late));
        Assert.Null(Due(Calm with { Champion = null, Model = null }, Late));
        Assert.Null(Due(Calm with { Labels = new LabelCounts([2, 2, 1, 2], 0) }, Late));
        Assert.Null(RetrainingRules.Due(Calm, new RetrainingSettings { LeastPerEmotion = 2, Automatic = false }, Time(Late)));
        Assert.NotNull(RetrainingRules.Due(Calm with { Labels = new LabelCounts([0, 0, 0, 0], 0) }, new RetrainingSettings { BaseTable = "/t.csv" }, Time(Late)));
        Assert.Null(Due(Calm with { Trainings = [Ended(TrainingTrigger.Request, "2026-12-01T00:00", TrainingState.Running)] }, "2027-06-01T02:30"));
    }

    [Fact]
    public void View_SaysWhenAndWhy()
    {
        var calm = RetrainingRules.View(Calm, Settings, Time("2026-02-01T12:00"));
        Assert.Equal((Time("2026-04-02T02:00"), true, (string?)null), (calm.Due, calm.Automatic, calm.Missing));
        Assert.Contains("2026-04-01", calm.Why, StringComparison.Ordinal);
        var waiting = RetrainingRules.View(Calm with { Labels = Counts(7) }, Settings, Time("2026-02-01T12:00"));
        Assert.Equal(Time("2026-02-02T02:00"), waiting.Due);
        Assert.Contains("7 new labels", waiting.Why, StringComparison.Ordinal);
        var missing = RetrainingRules.View(Calm with { Labels = new LabelCounts([5, 5, 1, 5], 0) }, Settings, Time("2026-02-01T12:00"));
        Assert.Null(missing.Due);
        Assert.Contains("1 of angry", missing.Missing, StringComparison.Ordinal);
        Assert.Contains("no champion", RetrainingRules.View(Calm with { Champion = null }, Settings, Registered).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_OutOfRange_AreRefusedByName()
    {
        Assert.Empty(new RetrainingSettings().Validate());
        Assert.Empty(new DriftSettings().Validate());
        var bad = new RetrainingSettings { Months = 0, TimeZone = "Mars/Olympus", NewLabels = 0.2, ManyNewLabels = 0.1, BaseTable = "t.csv", Lease = TimeSpan.Zero };
        Assert.Equal(
            ["Months", "TimeZone", "ManyNewLabels", "BaseTable", "Lease"],
            bad.Validate().Select(problem => problem.Split(':', ' ')[1]));
        Assert.Equal(["LeastRows", "Major"], new DriftSettings { LeastRows = 199, Major = 0.01 }.Validate().Select(problem => problem.Split(':', ' ')[1]));
    }

    private static TrainingTrigger? Due(RetrainingKnowledge known, string now) => RetrainingRules.Due(known, Settings, Time(now))?.Trigger;

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture);

    private static LabelCounts Counts(long since) => new([20, 20, 20, 20], since);

    private static Training Ended(TrainingTrigger trigger, string at, TrainingState state = TrainingState.Succeeded) => new()
    {
        Id = at,
        State = state,
        Trigger = trigger,
        Actor = "cluster",
        Reason = "r",
        Champion = Champion.Version,
        RequestedAt = Time(at),
    };

    private static DriftAlert Alert(DateTimeOffset raised) => new()
    {
        Id = "a",
        ModelVersion = Champion.Version,
        Subject = DriftAlert.Features,
        Level = DriftSeverity.Major,
        RaisedAt = raised,
        RaisedIn = 1,
        SeenIn = 1,
        Evidence = "tempo.",
        Advice = "look",
    };

    private static DriftView View(double macroF1, int rows) => new()
    {
        ModelVersion = Champion.Version,
        Window = 1,
        From = Registered,
        To = Registered,
        Rows = 500,
        Dropped = 0,
        Sources = 1,
        ReferenceRows = 64,
        Level = DriftSeverity.None,
        Drifted = 0,
        Predictions = new DriftPredictions(0.7, 0.5, 0.1, [1, 2, 3, 4], [5, 3, 2]),
        Labelled = new DriftQuality(rows, macroF1, macroF1, 0.1),
    };
}
