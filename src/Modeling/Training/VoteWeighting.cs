using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Training;

/// <summary>The shares of a vote's members, fitted to their calibrated held-out probabilities.</summary>
/// <remarks>
/// <para>The weights of the linear opinion pool under which the true emotions are most probable, by expectation maximisation, with a prior that draws them towards equal
/// shares: hundreds of rows cannot tell good members from slightly better ones, but they can tell useless ones. The prior counts as
/// <see cref="PriorRows"/> rows per row, divided evenly. A member whose share falls below a quarter of an even one is left out, since it would cost time and change nothing.</para>
/// <para>Source: Bishop, "Pattern Recognition and Machine Learning", 2006, sections 9.2 and 9.3 (exercise 9.9 for the mixing coefficients; Dirichlet prior), components held fixed.</para>
/// </remarks>
internal static class VoteWeighting
{
    /// <summary>The weight of the prior beside the data.</summary>
    public const double PriorRows = 0.2;

    private const int Count = EmotionProbabilities.Count;
    private const int Steps = 200;

    /// <summary>Fits the shares.</summary>
    /// <param name="members">All judged on the same rows; at least one.</param>
    /// <param name="labels">The truth.</param>
    /// <returns>The members' shares, which sum to 1, 0 for those left out; and the vote judged on the same rows.</returns>
    public static (double[] Weights, JudgedScores Judged) Fit(IReadOnlyList<JudgedScores> members, EmotionLabel[] labels)
    {
        var weights = Enumerable.Repeat(1.0 / members.Count, members.Count).ToArray();
        for (var step = 0; step < Steps; step++) weights = Step(members, labels, weights);
        weights = Normalized(Array.ConvertAll(weights, weight => weight * members.Count < 0.25 ? 0 : weight));
        return (weights, JudgedScores.Of(Pool(members, weights, labels.Length), labels));
    }

    private static double[] Step(IReadOnlyList<JudgedScores> members, EmotionLabel[] labels, double[] weights)
    {
        var shares = Enumerable.Repeat(PriorRows * labels.Length / members.Count, members.Count).ToArray();
        for (var i = 0; i < labels.Length; i++)
        {
            var truth = (i * Count) + (int)labels[i];
            var sum = 0.0;
            for (var m = 0; m < weights.Length; m++) sum += weights[m] * members[m].Probabilities[truth];
            if (sum <= 0) continue;
            for (var m = 0; m < weights.Length; m++) shares[m] += weights[m] * members[m].Probabilities[truth] / sum;
        }

        return Normalized(shares);
    }

    /// <summary>The scores of the vote, as <see cref="VoteScorer"/> computes them.</summary>
    private static double[] Pool(IReadOnlyList<JudgedScores> members, double[] weights, int rows)
    {
        var scores = new double[rows * Count];
        Span<bool> trained = stackalloc bool[Count];
        for (var i = 0; i < rows; i++)
        {
            var pool = scores.AsSpan(i * Count, Count);
            for (var m = 0; m < weights.Length; m++)
            {
                for (var k = 0; k < Count; k++) pool[k] += weights[m] * members[m].Probabilities[(i * Count) + k];
            }

            for (var k = 0; k < Count; k++) trained[k] = pool[k] > 0;
            VoteScorer.ToScores(pool, trained);
        }

        return scores;
    }

    private static double[] Normalized(double[] values)
    {
        var sum = values.Sum();
        return Array.ConvertAll(values, value => value / sum);
    }
}
