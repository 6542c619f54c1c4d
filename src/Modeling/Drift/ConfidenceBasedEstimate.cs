using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Drift;

/// <summary>Quality estimated without labels, from what the probabilities promise (confidence-based performance estimation, CBPE).</summary>
/// <param name="Rows">Predictions; at least 1.</param>
/// <param name="Accuracy">The mean confidence, in [0, 1].</param>
/// <param name="MacroF1">The mean of <paramref name="PerClassF1"/>, in [0, 1].</param>
/// <param name="PerClassF1">F1 of the expected counts, of each emotion of which at least one clip is expected.</param>
/// <remarks>
/// <para>A prediction of probability 0.8 is taken to be right in 8 of 10 cases. Summed over predictions this gives an expected confusion matrix, and F1 of it:
/// <c>2 TP / (predicted + expected to occur)</c>.</para>
/// <para>Blind spot: it believes the probabilities. It sees a fall that the model itself is unsure about (more clips near the border). It does not see a fall where
/// the model is confidently wrong: where the same features have come to mean another emotion (concept drift), where clips lie in regions that training never covered,
/// or where calibration is off. Only labels show those, so it is never evidence for a promotion. Source: the CBPE algorithm as NannyML documents it, "Estimation of
/// Performance of the Monitored Model", with its stated assumptions: calibrated probabilities, no concept drift, no covariate shift to unseen regions.</para>
/// </remarks>
public sealed record ConfidenceBasedEstimate(long Rows, double Accuracy, double MacroF1, IReadOnlyDictionary<EmotionLabel, double> PerClassF1)
{
    /// <summary>Estimates.</summary>
    /// <returns>Null without predictions.</returns>
    public static ConfidenceBasedEstimate? Of(PredictionCounts counts)
    {
        if (counts.Rows == 0) return null;
        var labels = Enum.GetValues<EmotionLabel>();
        var perClass = new Dictionary<EmotionLabel, double>();
        foreach (var label in labels)
        {
            var occurs = labels.Sum(prediction => counts.Expected(prediction, label));
            if (occurs < 1) continue;
            perClass[label] = 2 * counts.Expected(label, label) / (counts.Labels[(int)label] + occurs);
        }

        return new ConfidenceBasedEstimate(counts.Rows, counts.MeanConfidence, perClass.Count == 0 ? 0 : perClass.Values.Average(), perClass);
    }
}
