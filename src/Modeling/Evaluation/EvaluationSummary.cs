using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Reports;

namespace Cluster.Modeling.Evaluation;

/// <summary>Reduces held-out predictions to the figures of a report.</summary>
internal static class EvaluationSummary
{
    public static EvaluationSection Of(ScoredRows scored, LabelledTable table, int folds, int repeats, double tagged, int resamples, int seed)
    {
        var matrix = ConfusionMatrix.Of(scored.Calibrated, scored.Truths);
        var present = Enum.GetValues<EmotionLabel>().Where(label => matrix.Support(label) > 0).ToArray();
        var (accuracy, macroF1, error) = GroupBootstrap.Intervals(scored, resamples, seed);
        return new EvaluationSection
        {
            Folds = folds,
            Repeats = repeats,
            Accuracy = matrix.Accuracy,
            MacroF1 = matrix.MacroF1,
            Ece = CalibrationMetrics.ExpectedCalibrationError(scored.Calibrated, scored.Truths),
            EceBeforeCalibration = CalibrationMetrics.ExpectedCalibrationError(scored.Raw, scored.Truths),
            EceByChance = GroupBootstrap.CalibrationErrorByChance(scored, resamples, seed),
            Brier = CalibrationMetrics.Brier(scored.Calibrated, scored.Truths),
            LogLoss = CalibrationMetrics.LogLoss(scored.Calibrated, scored.Truths),
            PerClassF1 = present.ToDictionary(label => label.ToName(), matrix.F1),
            ConfusionLabels = [.. Enum.GetValues<EmotionLabel>().Select(label => label.ToName())],
            Confusion = matrix.ToArray(),
            Intervals = new Dictionary<string, Interval> { ["accuracy"] = accuracy, ["macroF1"] = macroF1, ["ece"] = error },
            ChanceAccuracy = (double)present.Max(matrix.Support) / matrix.Total,
            Tagged = CoveragePoint.At(scored.Calibrated, scored.Truths, tagged),
            Coverage = CoveragePoint.Curve(scored.Calibrated, scored.Truths),
            Slices = Evaluation.Slices.Of(scored, table, resamples, seed),
        };
    }
}
