using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Preprocessing;
using Cluster.Modeling.Reports;

namespace Cluster.Modeling.Evaluation;

/// <summary>Reduces held-out predictions to the figures of a report.</summary>
internal static class EvaluationSummary
{
    // Parts of fewer rows say nothing.
    private const int LeastSlice = 10;

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
            Slices = [.. Slices(scored, "genre", row => table.Rows[row].Genre), .. Tempo(scored, table)],
        };
    }

    private static IEnumerable<Slice> Tempo(ScoredRows scored, LabelledTable table)
    {
        var column = Enumerable.Range(0, table.FeatureNames.Count)
            .FirstOrDefault(j => table.FeatureNames[j].Contains("tempo", StringComparison.OrdinalIgnoreCase), -1);
        if (column < 0) return [];
        var sorted = table.Rows.Select(row => (double)row.Features[column]).Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0 || sorted[0] == sorted[^1]) return [];
        var third = Quantiles.OfSorted(sorted, 1 / 3.0);
        var twoThirds = Quantiles.OfSorted(sorted, 2 / 3.0);
        return Slices(scored, "tempo", row => table.Rows[row].Features[column] switch
        {
            var value when !float.IsFinite(value) => null,
            var value when value <= third => "slow third",
            var value when value <= twoThirds => "middle third",
            _ => "fast third",
        });
    }

    private static IEnumerable<Slice> Slices(ScoredRows scored, string by, Func<int, string?> nameOf)
    {
        var matrices = new SortedDictionary<string, (ConfusionMatrix Matrix, HashSet<int> Rows)>(StringComparer.Ordinal);
        for (var i = 0; i < scored.Count; i++)
        {
            if (nameOf(scored.Rows[i]) is not { } name) continue;
            if (!matrices.TryGetValue(name, out var part)) matrices[name] = part = (new ConfusionMatrix(), []);
            part.Matrix.Add(scored.Truths[i], ConfusionMatrix.Top(scored.Calibrated.Slice(i * EmotionProbabilities.Count, EmotionProbabilities.Count)));
            part.Rows.Add(scored.Rows[i]);
        }

        return matrices.Where(part => part.Value.Rows.Count >= LeastSlice)
            .Select(part => new Slice(by, part.Key, part.Value.Rows.Count, part.Value.Matrix.Accuracy, part.Value.Matrix.MacroF1));
    }
}
