using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Training;

/// <summary>The shares of a vote's members, fitted to their calibrated held-out probabilities.</summary>
/// <remarks>
/// The weights of the linear opinion pool with the least log-loss, found by expectation maximisation of the mixture's weights.
/// </remarks>
internal static class VoteWeighting
{
    private const int Count = EmotionProbabilities.Count;
    private static readonly double Prior = double.Parse(Environment.GetEnvironmentVariable("VP") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly double LeastW = double.Parse(Environment.GetEnvironmentVariable("VL") ?? "0.05", System.Globalization.CultureInfo.InvariantCulture);

    public static (double[] Weights, JudgedScores Judged) Fit(IReadOnlyList<JudgedScores> members, EmotionLabel[] labels)
    {
        var weights = Enumerable.Repeat(1.0 / members.Count, members.Count).ToArray();
        for (var step = 0; step < 200; step++)
        {
            var share = new double[weights.Length];
            for (var i = 0; i < labels.Length; i++)
            {
                var t = (i * Count) + (int)labels[i];
                var sum = 0.0;
                for (var m = 0; m < weights.Length; m++) sum += weights[m] * members[m].Probabilities[t];
                if (sum <= 0) continue;
                for (var m = 0; m < weights.Length; m++) share[m] += weights[m] * members[m].Probabilities[t] / sum;
            }

            for (var m = 0; m < weights.Length; m++) share[m] += Prior * labels.Length / members.Count;
            var total = share.Sum();
            weights = Array.ConvertAll(share, s => s / total);
        }

        for (var m = 0; m < weights.Length; m++) if (weights[m] < LeastW) weights[m] = 0;
        var all = weights.Sum();
        weights = Array.ConvertAll(weights, w => w / all);
        var scores = new double[labels.Length * Count];
        Span<bool> trained = stackalloc bool[Count];
        for (var i = 0; i < labels.Length; i++)
        {
            var pool = scores.AsSpan(i * Count, Count);
            for (var m = 0; m < weights.Length; m++)
                for (var k = 0; k < Count; k++) pool[k] += weights[m] * members[m].Probabilities[(i * Count) + k];
            for (var k = 0; k < Count; k++) trained[k] = pool[k] > 0;
            VoteScorer.ToScores(pool, trained);
        }

        return (weights, JudgedScores.Of(scores, labels));
    }
}
