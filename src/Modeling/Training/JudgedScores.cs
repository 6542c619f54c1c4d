using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Training;

/// <summary>Held-out scores with the temperature that fits them best, and what they are worth then.</summary>
public sealed record JudgedScores
{
    private const int Count = EmotionProbabilities.Count;

    /// <summary>The fitted temperature.</summary>
    public required double Temperature { get; init; }

    /// <summary>Calibrated probabilities, row-major <c>[rows, 4]</c>.</summary>
    public required double[] Probabilities { get; init; }

    /// <summary>Mean log-loss of the calibrated probabilities, in nats.</summary>
    public required double LogLoss { get; init; }

    /// <summary>The share of rows whose most probable emotion is the true one.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Calibrates and judges held-out scores.</summary>
    public static JudgedScores Of(double[] scores, EmotionLabel[] labels)
    {
        var temperature = TemperatureScaling.Fit(scores, labels);
        var probabilities = scores.ToArray();
        for (var i = 0; i < labels.Length; i++) Softmax.Apply(probabilities.AsSpan(i * Count, Count), temperature);
        return new JudgedScores
        {
            Temperature = temperature,
            Probabilities = probabilities,
            LogLoss = CalibrationMetrics.LogLoss(probabilities, labels),
            Accuracy = ConfusionMatrix.Of(probabilities, labels).Accuracy,
        };
    }

    /// <summary>The standard error of the difference between two candidates' mean log-losses, groups of rows counting as one observation each.</summary>
    /// <param name="other">Judged on the same rows.</param>
    /// <param name="labels">The truth.</param>
    /// <param name="groups">Each row's group as a number from 0.</param>
    public double StandardErrorOfDifference(JudgedScores other, EmotionLabel[] labels, int[] groups)
    {
        var sums = new double[groups.Max() + 1];
        for (var i = 0; i < labels.Length; i++)
        {
            var truth = (i * Count) + (int)labels[i];
            sums[groups[i]] += Loss(Probabilities[truth]) - Loss(other.Probabilities[truth]);
        }

        var mean = sums.Average();
        var squares = sums.Sum(sum => (sum - mean) * (sum - mean));
        return sums.Length < 2 ? 0 : Math.Sqrt((double)sums.Length / (sums.Length - 1) * squares) / labels.Length;
    }

    private static double Loss(double probability) => -Math.Log(Math.Max(VoteScorer.LeastProbability, probability));
}
