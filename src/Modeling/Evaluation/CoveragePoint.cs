using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Evaluation;

/// <summary>What a confidence threshold would tag by itself, and how well.</summary>
/// <param name="Threshold">The least confidence.</param>
/// <param name="Coverage">The share of rows at or above it.</param>
/// <param name="Accuracy">The accuracy on those; null when there are none.</param>
public sealed record CoveragePoint(double Threshold, double Coverage, double? Accuracy)
{
    /// <summary>The curve at 0.30, 0.35 ... 0.95.</summary>
    /// <param name="probabilities">Calibrated, row-major <c>[rowCount, 4]</c>.</param>
    /// <param name="truths">One per row.</param>
    public static IReadOnlyList<CoveragePoint> Curve(ReadOnlySpan<double> probabilities, ReadOnlySpan<EmotionLabel> truths)
    {
        var points = new List<CoveragePoint>();
        for (var percent = 30; percent <= 95; percent += 5) points.Add(At(probabilities, truths, percent / 100.0));
        return points;
    }

    /// <summary>One point of the curve.</summary>
    public static CoveragePoint At(ReadOnlySpan<double> probabilities, ReadOnlySpan<EmotionLabel> truths, double threshold)
    {
        int covered = 0, right = 0;
        for (var i = 0; i < truths.Length; i++)
        {
            var row = probabilities.Slice(i * EmotionProbabilities.Count, EmotionProbabilities.Count);
            var top = ConfusionMatrix.Top(row);
            if (row[(int)top] < threshold) continue;
            covered++;
            if (top == truths[i]) right++;
        }

        return new CoveragePoint(threshold, truths.IsEmpty ? 0 : (double)covered / truths.Length, covered == 0 ? null : (double)right / covered);
    }
}
