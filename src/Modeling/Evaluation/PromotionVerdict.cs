using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Reports;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Evaluation;

/// <summary>Judges held-out figures against the criteria of promotion: a pure function that states its reasons.</summary>
public static class PromotionVerdict
{
    // With fewer groups of a class the figures are luck.
    private const int LeastGroups = 5;

    /// <summary>Judges a model.</summary>
    /// <param name="evaluation">Figures on rows that the model did not see.</param>
    /// <param name="criteria">What must be reached.</param>
    /// <param name="trained">The emotions that the model knows.</param>
    /// <param name="leastGroups">The number of groups of the emotion that has the fewest.</param>
    public static Verdict Judge(EvaluationSection evaluation, PromotionCriteria criteria, IReadOnlyList<EmotionLabel> trained, int leastGroups)
    {
        var reasons = new List<string>();
        var missing = Enum.GetValues<EmotionLabel>().Except(trained).Select(label => label.ToName()).ToList();
        if (missing.Count > 0) reasons.Add($"The model does not know {string.Join(" and ", missing)}.");
        var untested = trained.Select(label => label.ToName()).Except(evaluation.PerClassF1.Keys).ToList();
        if (untested.Count > 0) reasons.Add($"There are no held-out rows of {string.Join(" and ", untested)}.");
        if (leastGroups < LeastGroups) reasons.Add(Invariant($"An emotion has only {leastGroups} independent groups of rows; at least {LeastGroups} are needed."));
        if (evaluation.Intervals["accuracy"].Low <= evaluation.ChanceAccuracy)
        {
            reasons.Add(Invariant(
                $"Not better than chance: the interval of the accuracy starts at {evaluation.Intervals["accuracy"].Low:F3}, always answering the most frequent emotion gives {evaluation.ChanceAccuracy:F3}."));
        }

        if (evaluation.MacroF1 < criteria.MacroF1) reasons.Add(Invariant($"Macro-F1 is {evaluation.MacroF1:F4}, below {criteria.MacroF1:F2}."));
        if (evaluation.Accuracy < criteria.Accuracy) reasons.Add(Invariant($"Accuracy is {evaluation.Accuracy:F4}, below {criteria.Accuracy:F2}."));
        if (evaluation.Ece > criteria.CalibrationError && evaluation.Ece > evaluation.EceByChance)
        {
            reasons.Add(Invariant(
                $"The expected calibration error is {evaluation.Ece:F4}, above {criteria.CalibrationError:F2} and above the {evaluation.EceByChance:F4} that chance explains on so many rows."));
        }

        return new Verdict(reasons.Count == 0, reasons);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
