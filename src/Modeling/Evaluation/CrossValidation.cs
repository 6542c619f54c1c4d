using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Evaluation;

/// <summary>Repeated stratified group cross-validation of the whole pipeline: everything that is fitted or chosen is fitted and chosen inside the fold.</summary>
internal static class CrossValidation
{
    /// <summary>Runs it; folds are worked on by several threads, and collected in order.</summary>
    /// <returns>
    /// Predictions of every row in every repeat by a model that saw no row of its group, the folds that were made, and the candidate that each fold chose.
    /// </returns>
    public static (ScoredRows Scored, int Folds, IReadOnlyList<string> Chosen) Run(
        LabelledTable table, ITrainingProcedure procedure, TrainingOptions options, Action<int, string> progress, CancellationToken cancellationToken)
    {
        var labels = table.Rows.Select(row => row.Label).ToArray();
        var splits = Enumerable.Range(0, options.Repeats).Select(repeat =>
        {
            var seed = unchecked((options.Seed * 7919) + repeat);
            var (foldOfRow, folds) = StratifiedGroupKFold.Split(labels, table.Groups, options.Folds, seed);
            return (Seed: seed, FoldOfRow: foldOfRow, Folds: folds);
        }).ToArray();
        var folds = splits[0].Folds;
        var tested = new TestedFold[options.Repeats * folds];
        var turn = new Lock();
        var done = 0;
        ForEach(tested.Length, options.Threads, index =>
        {
            var (repeat, fold) = (index / folds, index % folds);
            var (seed, foldOfRow, _) = splits[repeat];
            var result = tested[index] = TestedFold.Of(table, procedure, foldOfRow, fold, options, seed, Note, cancellationToken);
            lock (turn)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress(++done, $"repeat {repeat + 1}, fold {fold + 1} of {folds}: {result.Right} of {result.Rows.Length} right, {result.Model.Candidate}");
            }

            void Note(string text)
            {
                lock (turn) progress(done, $"repeat {repeat + 1}, fold {fold + 1} of {folds}: {text}");
            }
        }, cancellationToken);

        var scored = new ScoredRows();
        foreach (var fold in tested)
        {
            for (var i = 0; i < fold.Rows.Length; i++)
            {
                var row = fold.Rows[i];
                scored.Add(row, table.Groups[row], labels[row], fold.Scores.AsSpan(i * EmotionProbabilities.Count, EmotionProbabilities.Count), fold.Model.Temperature);
            }
        }

        return (scored, folds, [.. tested.Select(fold => fold.Model.Candidate)]);
    }

    private static void ForEach(int count, int threads, Action<int> body, CancellationToken cancellationToken)
    {
        try
        {
            // One at a time from the front, so that progress tells of folds in their order.
            var indices = Partitioner.Create(Enumerable.Range(0, count), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(indices, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, body);
        }
        catch (AggregateException exception)
        {
            // The caller hears of what went wrong as if there were one thread.
            ExceptionDispatchInfo.Throw(exception.Flatten().InnerExceptions[0]);
        }
    }

    /// <summary>A fold's test rows, scored by a model of the other folds.</summary>
    private sealed record TestedFold(FittedModel Model, int[] Rows, double[] Scores, int Right)
    {
        public static TestedFold Of(
            LabelledTable table, ITrainingProcedure procedure, int[] foldOfRow, int fold, TrainingOptions options, int seed, Action<string> note, CancellationToken cancellationToken)
        {
            var rows = Enumerable.Range(0, foldOfRow.Length).Where(i => foldOfRow[i] == fold).ToArray();
            var training = Enumerable.Range(0, foldOfRow.Length).Where(i => foldOfRow[i] != fold).ToArray();
            var model = procedure.Fit(table, training, options, seed, note, cancellationToken);
            using var scorer = model.Weights.CreateScorer(model.Classes);
            var scores = new double[rows.Length * EmotionProbabilities.Count];
            var right = 0;
            for (var i = 0; i < rows.Length; i++)
            {
                var row = scores.AsSpan(i * EmotionProbabilities.Count, EmotionProbabilities.Count);
                scorer.Score(table.Rows[rows[i]].Features, row);
                if (ConfusionMatrix.Top(row) == table.Rows[rows[i]].Label) right++;
            }

            return new TestedFold(model, rows, scores, right);
        }
    }
}
