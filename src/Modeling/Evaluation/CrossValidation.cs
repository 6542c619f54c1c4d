using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Evaluation;

/// <summary>Repeated stratified group cross-validation of the whole pipeline: everything that is fitted is fitted inside the fold.</summary>
internal static class CrossValidation
{
    /// <returns>Predictions of every row in every repeat by a model that saw no row of its group, and the folds that were made.</returns>
    public static (ScoredRows Scored, int Folds) Run(
        LabelledTable table, TrainingOptions options, Action<int, string> progress, CancellationToken cancellationToken)
    {
        var labels = table.Rows.Select(row => row.Label).ToArray();
        var scored = new ScoredRows();
        var folds = 0;
        Span<double> scores = stackalloc double[EmotionProbabilities.Count];
        for (var repeat = 0; repeat < options.Repeats; repeat++)
        {
            var seed = unchecked((options.Seed * 7919) + repeat);
            (var foldOfRow, folds) = StratifiedGroupKFold.Split(labels, table.Groups, options.Folds, seed);
            for (var fold = 0; fold < folds; fold++)
            {
                var training = Enumerable.Range(0, labels.Length).Where(i => foldOfRow[i] != fold).ToArray();
                var model = LogisticPipeline.Fit(table, training, options, seed, cancellationToken);
                var scorer = new LinearScorer(model.Classes, model.Weights);
                int tested = 0, right = 0;
                for (var i = 0; i < labels.Length; i++)
                {
                    if (foldOfRow[i] != fold) continue;
                    scorer.Score(table.Rows[i].Features, scores);
                    scored.Add(i, table.Groups[i], labels[i], scores, model.Temperature);
                    tested++;
                    if (ConfusionMatrix.Top(scores) == labels[i]) right++;
                }

                progress((repeat * folds) + fold + 1, $"repeat {repeat + 1}, fold {fold + 1} of {folds}: {right} of {tested} right, L2 {model.L2:G}");
            }
        }

        return (scored, folds);
    }
}
