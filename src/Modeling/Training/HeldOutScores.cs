using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Training;

/// <summary>Scores of every training row by models that did not see its group: the inner cross-validation, by which candidates are chosen, calibrated and weighed.</summary>
internal sealed class HeldOutScores
{
    private const int Count = EmotionProbabilities.Count;
    private readonly double[][][] scores;

    private HeldOutScores(double[][][] scores, EmotionLabel[] labels, int[] groups)
    {
        this.scores = scores;
        Labels = labels;
        Groups = groups;
    }

    /// <summary>The truth, one per row.</summary>
    public EmotionLabel[] Labels { get; }

    /// <summary>Each row's group as a number from 0.</summary>
    public int[] Groups { get; }

    /// <summary>Row-major <c>[rows, 4]</c>.</summary>
    /// <param name="candidate">Index of the candidate.</param>
    /// <param name="setting">Index of its setting.</param>
    public double[] this[int candidate, int setting] => scores[candidate][setting];

    /// <summary>Cross-validates all settings of all candidates on the same folds.</summary>
    /// <param name="table">The data.</param>
    /// <param name="rows">Indices of the training rows.</param>
    /// <param name="candidates">What is tried.</param>
    /// <param name="folds">Wanted folds.</param>
    /// <param name="seed">Seed of folds and learners.</param>
    /// <param name="cancellationToken">Asked between fits.</param>
    public static HeldOutScores Compute(
        LabelledTable table, IReadOnlyList<int> rows, IReadOnlyList<Candidate> candidates, int folds, int seed, CancellationToken cancellationToken)
    {
        var labels = rows.Select(row => table.Rows[row].Label).ToArray();
        var groups = Dense([.. rows.Select(row => table.Groups[row])]);
        var scores = candidates.Select(candidate => candidate.Learner.Settings.Select(_ => new double[labels.Length * Count]).ToArray()).ToArray();
        var (foldOfRow, count) = StratifiedGroupKFold.Split(labels, groups, folds, seed);
        for (var fold = 0; fold < count; fold++)
        {
            var heldOut = Enumerable.Range(0, labels.Length).Where(i => foldOfRow[i] == fold).ToArray();
            var training = Enumerable.Range(0, labels.Length).Where(i => foldOfRow[i] != fold).Select(i => rows[i]);
            var prepared = new PreparedRows(table, [.. training], Array.ConvertAll(heldOut, i => rows[i]));
            for (var c = 0; c < candidates.Count; c++)
            {
                var split = prepared.Get(candidates[c].Preparation);
                var fitted = candidates[c].Learner.Fit(split.Training, seed, cancellationToken);
                for (var s = 0; s < fitted.Count; s++)
                {
                    var scorer = fitted[s].CreateScorer(prepared.Classes);
                    for (var i = 0; i < heldOut.Length; i++) scorer.Score(split.HeldOut[i], scores[c][s].AsSpan(heldOut[i] * Count, Count));
                }
            }
        }

        return new HeldOutScores(scores, labels, groups);
    }

    private static int[] Dense(int[] groups)
    {
        var numbers = new Dictionary<int, int>();
        return Array.ConvertAll(groups, group => numbers.TryGetValue(group, out var number) ? number : numbers[group] = numbers.Count);
    }
}
