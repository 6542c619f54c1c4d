using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Drift;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Drift;

public sealed class DriftAssessmentTests
{
    private static readonly DriftOptions Options = new();
    private static readonly string[] Names = ["tempo", "centroid"];

    // The first feature's shares as given, the second's even; as many predictions as values.
    private static DriftCounts Window(long[] tempo, string model = "m", EmotionLabel? says = null)
    {
        var predictions = PredictionCounts.Empty;
        for (var i = 0; i < tempo.Sum(); i++) predictions = predictions.Add(Clips.Sure(says ?? (EmotionLabel)(i % 4)), TagDecision.Tagged);
        return new DriftCounts(model, [BinCounts.From(tempo), BinCounts.From([tempo.Sum() / 2, tempo.Sum() - (tempo.Sum() / 2)])], predictions);
    }

    private static DriftReport Assess(DriftCounts window, DriftReport? previous = null) =>
        DriftAssessment.Assess(DriftReference.Of(Names, Window([500, 500])), window, previous, Options);

    [Fact]
    public void Assess_OneWindow_DiffersButIsNoAlert()
    {
        var report = Assess(Window([180, 20]));
        Assert.Equal((DriftLevel.Major, 1, DriftLevel.None), (report.Features[0].Level, report.Features[0].MajorRunning, report.Features[0].Alert));
        Assert.Empty(report.Alerts);
        Assert.Equal(DriftLevel.None, report.Features[1].Level);
    }

    [Fact]
    public void Assess_TwoWindowsRunning_IsAnAlertOfTheLevelThatLasts()
    {
        var report = Assess(Window([132, 68]), Assess(Window([180, 20])));
        Assert.Equal(DriftLevel.Moderate, report.Features[0].Level);
        Assert.Equal(DriftLevel.Moderate, report.Features[0].Alert);
        Assert.Equal(["tempo"], report.Alerts.Select(series => series.Name));
        Assert.Equal(DriftLevel.Major, Assess(Window([180, 20]), Assess(Window([180, 20]))).Features[0].Alert);
    }

    [Fact]
    public void Assess_WindowWithoutDriftBetween_StartsAnew()
    {
        var report = Assess(Window([180, 20]), Assess(Window([100, 100]), Assess(Window([180, 20]))));
        Assert.Equal((1, DriftLevel.None), (report.Features[0].ModerateRunning, report.Features[0].Alert));
    }

    [Fact]
    public void Assess_SmallWindow_LeavesEverythingAsItWas()
    {
        var before = Assess(Window([180, 20]), Assess(Window([180, 20])));
        var small = Assess(Window([20, 20]), before);
        Assert.False(small.Judged);
        Assert.Equal(DriftLevel.Major, small.Features[0].Alert);
        Assert.Equal(3, Assess(Window([180, 20]), small).Features[0].MajorRunning);
    }

    [Fact]
    public void Assess_OtherModelBefore_IsPassedOver() =>
        Assert.Equal(1, Assess(Window([180, 20]), Assess(Window([180, 20], "older"))).Features[0].MajorRunning);

    [Fact]
    public void Assess_DriftBelowPolicyThatIsCertain_IsNone()
    {
        // 55 % of 4,000 against 50 %: PSI 0.01, p 0.005.
        var report = Assess(Window([2200, 1800]));
        Assert.True(report.Features[0].AdjustedPValue < 0.02);
        Assert.Equal(DriftLevel.None, report.Features[0].Level);
    }

    [Fact]
    public void Assess_OnlyHappyIsPredicted_IsDriftOfThePredictions()
    {
        var window = Window([100, 100], says: EmotionLabel.Happy);
        var alert = Assert.Single(Assess(window, Assess(window)).Alerts);
        Assert.Equal((DriftAssessment.LabelsName, DriftLevel.Major), (alert.Name, alert.Alert));
    }

    [Fact]
    public void Assess_ConfidenceFalls_IsDriftOfTheConfidences()
    {
        var predictions = PredictionCounts.Empty;
        for (var i = 0; i < 200; i++) predictions = predictions.Add(Clips.Sure((EmotionLabel)(i % 4), 0.55), TagDecision.Review);
        var window = Window([100, 100]) with { Predictions = predictions };
        var report = Assess(window, Assess(window));
        Assert.Equal([DriftAssessment.ConfidencesName], report.Alerts.Select(series => series.Name));
        Assert.Equal((1.0, 0.55), (report.Predictions.ReviewRate, Math.Round(report.Predictions.MeanConfidence, 6)));
        Assert.Equal(0.55, report.EstimatedQuality!.Accuracy, 6);
    }

    [Fact]
    public void Assess_NumbersThatDoNotFit_Throws()
    {
        Assert.Throws<ArgumentException>(() => DriftAssessment.Assess(DriftReference.Of(["tempo"], Window([5, 5])), Window([5, 5]), null, Options));
        Assert.Throws<ArgumentOutOfRangeException>(() => DriftAssessment.Assess(DriftReference.Of(Names, Window([5, 5])), Window([5, 5]), null, Options with { Major = 0.05 }));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(500)]
    public void Assess_SixtyFeaturesWithoutDrift_HardlyEverAlerts(int count) => Assert.InRange(Simulate(0, count, 60).FalseAlerts, 0, 0.02);

    [Fact]
    public void Assess_SixOfSixtyFeaturesTilted_AreFoundAlone()
    {
        var (falseAlerts, found) = Simulate(1.5, 500, 60);
        Assert.InRange(found, 0.95, 1);
        Assert.InRange(falseAlerts, 0, 0.02);
    }

    [Fact]
    public void Assess_HeavyTiltInSmallWindows_IsFound() => Assert.InRange(Simulate(3, 100, 60).Found, 0.9, 1);

    [Trait("Suite", "Slow")]
    [Theory]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(2000)]
    public void Assess_VeryManyWindowsWithoutDrift_HardlyEverAlerts(int count) => Assert.InRange(Simulate(0, count, 1000).FalseAlerts, 0, 0.01);

    /// <returns>The share of pairs of windows with any alert on a feature that was not tilted, and the share of tilted features that were found.</returns>
    private static (double FalseAlerts, double Found) Simulate(double tilt, int count, int pairs)
    {
        const int Features = 60, Tilted = 6;
        string[] names = [.. Enumerable.Range(0, Features).Select(j => $"f{j}")];
        var (random, falseAlerts, found) = (new Random(2), 0, 0);
        for (var pair = 0; pair < pairs; pair++)
        {
            var reference = DriftReference.Of(names, DriftSamples.Window(random, Features, Tilted, 0, 1000));
            DriftReport? report = null;
            for (var window = 0; window < 2; window++)
                report = DriftAssessment.Assess(reference, DriftSamples.Window(random, Features, Tilted, tilt, count), report, Options);
            if (report!.Features.Skip(tilt == 0 ? 0 : Tilted).Append(report.Labels).Any(series => series.Alert != DriftLevel.None)) falseAlerts++;
            found += report.Features.Take(Tilted).Count(series => series.Alert != DriftLevel.None);
        }

        return ((double)falseAlerts / pairs, (double)found / (pairs * Tilted));
    }
}
