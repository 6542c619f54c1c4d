using Cluster.Abstractions.Emotions;
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
    /// <summary>Emotions without a held-out row, by name: what the other figures say nothing of.</summary>
    public IReadOnlyList<string> UntestedEmotions { get; init; } = [];

    /// <summary>The figures of a report.</summary>
    public static HeldOutFigures Of(TrainingReport report) => Of(report.Dataset, report.Cv);

    /// <summary>The figures of a model card.</summary>
    public static HeldOutFigures Of(ModelCard card) => Of(card.Dataset, card.Evaluation);

    private static HeldOutFigures Of(DatasetSection data, EvaluationSection evaluation) =>
        new(data.Rows, evaluation.MacroF1, evaluation.Accuracy, evaluation.Ece, evaluation.EceByChance)
        {
            UntestedEmotions = [.. Enum.GetValues<EmotionLabel>().Select(label => label.ToName()).Except(evaluation.PerClassF1.Keys)],
        };
}
