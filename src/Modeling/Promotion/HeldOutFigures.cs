using Cluster.Modeling.Reports;

namespace Cluster.Modeling.Promotion;

/// <summary>A candidate's figures on held-out groups.</summary>
/// <param name="Rows">Labelled rows.</param>
/// <param name="MacroF1">In [0, 1].</param>
/// <param name="Accuracy">In [0, 1].</param>
/// <param name="CalibrationError">Expected calibration error, in [0, 1].</param>
/// <param name="CalibrationErrorByChance">What a perfectly calibrated model would not exceed in 95 of 100 tables of this size.</param>
public sealed record HeldOutFigures(int Rows, double MacroF1, double Accuracy, double CalibrationError, double CalibrationErrorByChance)
{
    /// <summary>The figures of a report.</summary>
    public static HeldOutFigures Of(TrainingReport report) =>
        new(report.Dataset.Rows, report.Cv.MacroF1, report.Cv.Accuracy, report.Cv.Ece, report.Cv.EceByChance);
}
