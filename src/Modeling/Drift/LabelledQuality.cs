using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Drift;

/// <summary>Quality on the traffic that somebody has labelled.</summary>
/// <param name="Rows">Labelled predictions.</param>
/// <param name="Accuracy">The share of right ones, in [0, 1]; 0 without any.</param>
/// <param name="MacroF1">The mean F1 over the emotions that occur in truth, in [0, 1].</param>
/// <param name="CalibrationError">Expected calibration error, in [0, 1].</param>
/// <remarks>People label what they notice, mostly what is wrong: on such labels quality looks worse than it is. Labels of the review queue are a sample with a known rule.</remarks>
public sealed record LabelledQuality(int Rows, double Accuracy, double MacroF1, double CalibrationError)
{
    /// <summary>Measures.</summary>
    public static LabelledQuality Of(IReadOnlyCollection<(EmotionProbabilities Probabilities, EmotionLabel Truth)> rows)
    {
        var probabilities = new double[rows.Count * EmotionProbabilities.Count];
        var truths = new EmotionLabel[rows.Count];
        foreach (var (i, row) in rows.Index())
        {
            truths[i] = row.Truth;
            for (var k = 0; k < EmotionProbabilities.Count; k++) probabilities[(i * EmotionProbabilities.Count) + k] = row.Probabilities[(EmotionLabel)k];
        }

        var matrix = ConfusionMatrix.Of(probabilities, truths);
        return new LabelledQuality(rows.Count, matrix.Accuracy, matrix.MacroF1, CalibrationMetrics.ExpectedCalibrationError(probabilities, truths));
    }
}
