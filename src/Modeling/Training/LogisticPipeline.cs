using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Training;

/// <summary>Everything that is fitted, from raw rows to calibrated probabilities. The outer cross-validation calls it once per fold with that fold's training rows.</summary>
/// <remarks>
/// An inner cross-validation by groups scores every penalty on held-out rows: the penalty with the least log-loss is taken (the greater one on a tie), and
/// the temperature is fitted on the held-out scores of that penalty. Then all given rows are fitted with it.
/// </remarks>
internal static class LogisticPipeline
{
    /// <param name="table">The data.</param>
    /// <param name="rows">The indices of the training rows.</param>
    /// <param name="options">Penalties, inner folds.</param>
    /// <param name="seed">Seed of the inner folds and of training.</param>
    /// <param name="cancellationToken">Asked before each fit.</param>
    public static FittedModel Fit(LabelledTable table, IReadOnlyList<int> rows, TrainingOptions options, int seed, CancellationToken cancellationToken)
    {
        var labels = rows.Select(row => table.Rows[row].Label).ToArray();
        var penalties = options.Penalties.Order().ToArray();
        var heldOut = ScoreHeldOut(table, rows, labels, penalties, options.InnerFolds, seed, cancellationToken);

        var best = 0;
        var least = double.PositiveInfinity;
        var temperature = 1.0;
        for (var p = 0; p < penalties.Length; p++)
        {
            // Penalties are compared after calibration: a temperature repairs what a small penalty exaggerates.
            var fitted = TemperatureScaling.Fit(heldOut[p], labels);
            var loss = CalibratedLoss(heldOut[p], labels, fitted);
            if (loss <= least) (best, least, temperature) = (p, loss, fitted);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var (classes, weights) = FitRows(table, rows, [penalties[best]], seed, cancellationToken);
        return new FittedModel(classes, weights[0], temperature, penalties[best]);
    }

    private static double[][] ScoreHeldOut(
        LabelledTable table, IReadOnlyList<int> rows, EmotionLabel[] labels, double[] penalties, int folds, int seed, CancellationToken cancellationToken)
    {
        var dense = Dense([.. rows.Select(row => table.Groups[row])]);
        var (foldOfRow, count) = StratifiedGroupKFold.Split(labels, dense, folds, seed);
        var scores = Array.ConvertAll(penalties, _ => new double[rows.Count * EmotionProbabilities.Count]);
        for (var fold = 0; fold < count; fold++)
        {
            var training = Enumerable.Range(0, rows.Count).Where(i => foldOfRow[i] != fold).Select(i => rows[i]).ToArray();
            var (classes, models) = FitRows(table, training, penalties, seed, cancellationToken);
            for (var p = 0; p < penalties.Length; p++)
            {
                var scorer = new LinearScorer(classes, models[p]);
                for (var i = 0; i < rows.Count; i++)
                {
                    if (foldOfRow[i] == fold)
                        scorer.Score(table.Rows[rows[i]].Features, scores[p].AsSpan(i * EmotionProbabilities.Count, EmotionProbabilities.Count));
                }
            }
        }

        return scores;
    }

    private static (IReadOnlyList<EmotionLabel> Classes, LinearWeights[] Models) FitRows(
        LabelledTable table, IReadOnlyList<int> rows, double[] penalties, int seed, CancellationToken cancellationToken)
    {
        var labels = rows.Select(row => table.Rows[row].Label).ToArray();
        EmotionLabel[] classes = [.. labels.Distinct().Order()];
        var preprocessor = FeaturePreprocessor.Fit([.. rows.Select(row => table.Rows[row].Features)]);
        float[][] prepared = [.. rows.Select(row => preprocessor.Transform((ReadOnlySpan<float>)table.Rows[row].Features))];
        var models = new LinearWeights[penalties.Length];
        for (var p = 0; p < penalties.Length; p++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (weights, bias) = LogisticRegression.Fit(prepared, labels, classes, penalties[p], seed);
            models[p] = new LinearWeights { Preprocessing = preprocessor.Parameters, Weights = weights, Bias = bias };
        }

        return (classes, models);
    }

    private static double CalibratedLoss(double[] scores, EmotionLabel[] labels, double temperature)
    {
        var probabilities = scores.ToArray();
        for (var i = 0; i < labels.Length; i++)
            Softmax.Apply(probabilities.AsSpan(i * EmotionProbabilities.Count, EmotionProbabilities.Count), temperature);
        return CalibrationMetrics.LogLoss(probabilities, labels);
    }

    private static int[] Dense(int[] groups)
    {
        var numbers = new Dictionary<int, int>();
        return Array.ConvertAll(groups, group => numbers.TryGetValue(group, out var number) ? number : numbers[group] = numbers.Count);
    }
}
