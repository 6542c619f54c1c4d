using Cluster.Abstractions.Drifts;
using Cluster.Grains.Drifts;

namespace Cluster.Grains.Tests.Drifts;

public sealed class AlertRulesTests
{
    private static readonly DriftSettings Settings = new();

    [Fact]
    public void Change_ManyFeaturesDrift_IsOneAlertThatNamesTheGravest()
    {
        var alert = Assert.Single(AlertRules.Change(View(1, [.. Enumerable.Range(0, 7).Select(i => Series($"f{i}", i / 10.0, DriftSeverity.Moderate)), Series("grave", 0.01, DriftSeverity.Major)]), [], Settings));
        Assert.Equal((DriftAlert.Features, DriftSeverity.Major, 1, 1), (alert.Subject, alert.Level, alert.RaisedIn, alert.SeenIn));
        Assert.Contains("8 of 8 features", alert.Evidence, StringComparison.Ordinal);
        Assert.Contains("grave (PSI 0.01 above 0.10), f6 (PSI 0.60 above 0.10), f5", alert.Evidence, StringComparison.Ordinal);
        Assert.Contains("and 3 more", alert.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Change_SameWindowAgain_MakesTheSameAlert()
    {
        var view = View(1, [Series("f", 0.3, DriftSeverity.Major)]);
        Assert.Equal(AlertRules.Change(view, [], Settings), AlertRules.Change(view, [], Settings));
    }

    [Fact]
    public void Change_ThroughWindows_ConfirmsEscalatesAndEnds()
    {
        var raised = Assert.Single(AlertRules.Change(View(1, [Series("f", 0.15, DriftSeverity.Moderate)]), [], Settings)) with { AcknowledgedBy = "ayşe", AcknowledgedAt = Time };
        var confirmed = Assert.Single(AlertRules.Change(View(2, [Series("f", 0.17, DriftSeverity.Moderate)]), [raised], Settings));
        Assert.Equal((raised.Id, 1, 2, "ayşe"), (confirmed.Id, confirmed.RaisedIn, confirmed.SeenIn, confirmed.AcknowledgedBy));

        // Graver is another alert: nobody has taken note of that.
        var escalated = AlertRules.Change(View(3, [Series("f", 0.5, DriftSeverity.Major)]), [confirmed], Settings);
        Assert.Equal([confirmed.Id], escalated.Where(alert => alert.ClearedAt is not null).Select(alert => alert.Id));
        var graver = Assert.Single(escalated, alert => alert.ClearedAt is null);
        Assert.Equal((DriftSeverity.Major, (string?)null, 3), (graver.Level, graver.AcknowledgedBy, graver.RaisedIn));
        Assert.NotEqual(confirmed.Id, graver.Id);

        // Less grave stays the same alert; none ends it.
        var lesser = Assert.Single(AlertRules.Change(View(4, [Series("f", 0.15, DriftSeverity.Moderate)]), [graver], Settings));
        Assert.Equal((graver.Id, DriftSeverity.Moderate), (lesser.Id, lesser.Level));
        var ended = Assert.Single(AlertRules.Change(View(5, [Series("f", 0.01, DriftSeverity.None)]), [lesser], Settings));
        Assert.Equal((lesser.Id, Time), (ended.Id, ended.ClearedAt));
    }

    [Theory]
    [InlineData(0.80, 0.75, 100, DriftSeverity.Moderate)]
    [InlineData(0.80, 0.70, 100, DriftSeverity.Major)]
    [InlineData(0.80, 0.76, 100, DriftSeverity.None)]
    [InlineData(0.80, 0.30, 99, DriftSeverity.None)]
    [InlineData(null, 0.30, 100, DriftSeverity.None)]
    public void Change_LabelledQuality_IsAnAlertWhereEnoughLabelsShowAFall(double? trained, double now, int rows, DriftSeverity expected)
    {
        var alerts = AlertRules.Change(View(1, []) with { TrainedMacroF1 = trained, Labelled = new DriftQuality(rows, now, now, 0) }, [], Settings);
        Assert.Equal(expected, alerts.SingleOrDefault()?.Level ?? DriftSeverity.None);
        Assert.All(alerts, alert => Assert.Equal(DriftAlert.Quality, alert.Subject));
    }

    [Fact]
    public void Change_EmotionsAndConfidence_AreAlertsOfTheirOwn()
    {
        var view = View(1, []) with { Labels = Series("predicted emotions", 0.3, DriftSeverity.Major), Confidences = Series("confidence", 0.15, DriftSeverity.Moderate) };
        Assert.Equal(
            [(DriftAlert.Confidence, DriftSeverity.Moderate), (DriftAlert.Labels, DriftSeverity.Major)], AlertRules.Change(view, [], Settings).Select(alert => (alert.Subject, alert.Level)));
    }

    private static DateTimeOffset Time { get; } = new(2026, 1, 1, 1, 0, 0, TimeSpan.Zero);

    private static DriftSeries Series(string name, double psi, DriftSeverity alert) => new()
    {
        Name = name,
        Psi = psi,
        Kl = psi,
        Threshold = 0.1,
        ByChance = 0.05,
        PValue = 0,
        Level = alert,
        ModerateRunning = 2,
        MajorRunning = 2,
        Alert = alert,
    };

    private static DriftView View(long window, DriftSeries[] features) => new()
    {
        ModelVersion = "m",
        Window = window,
        From = Time,
        To = Time,
        Rows = 500,
        Dropped = 0,
        Sources = 1,
        ReferenceRows = 1000,
        Level = DriftSeverity.None,
        Drifted = 0,
        Features = [.. features],
        Predictions = new DriftPredictions(0.7, 0.5, 0.1, [1, 2, 3, 4], [5, 3, 2]),
    };
}
