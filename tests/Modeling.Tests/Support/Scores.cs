using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Tests.Support;

/// <summary>Made-up held-out predictions.</summary>
internal static class Scores
{
    /// <summary>Adds a prediction of one emotion with a confidence; the other three share the rest.</summary>
    public static void Add(this ScoredRows scored, int row, int group, EmotionLabel truth, EmotionLabel predicted, double confidence)
    {
        Span<double> scores = stackalloc double[EmotionProbabilities.Count];
        scores.Fill(Math.Log((1 - confidence) / (EmotionProbabilities.Count - 1)));
        scores[(int)predicted] = Math.Log(confidence);
        scored.Add(row, group, truth, scores, temperature: 1);
    }
}
