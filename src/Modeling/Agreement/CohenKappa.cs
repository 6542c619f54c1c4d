using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Agreement;

/// <summary>How far two raters agree beyond chance.</summary>
/// <remarks>
/// <c>(p_o - p_e) / (1 - p_e)</c>: observed agreement against that of raters who keep their habits and listen to nothing.
/// Source: Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological Measurement 20, 1960.
/// </remarks>
public static class CohenKappa
{
    /// <summary>Computes it.</summary>
    /// <param name="counts">Counts by the first rater's emotion, then the second's.</param>
    /// <returns>At most 1; 0 is chance, below 0 worse. Null without items, and where both raters always say one and the same: then chance explains all.</returns>
    public static double? Of(ConfusionMatrix counts)
    {
        double total = counts.Total;
        if (total == 0) return null;
        var chance = 0.0;
        for (var label = EmotionLabel.Happy; label <= EmotionLabel.Relaxed; label++) chance += counts.Support(label) / total * (counts.Predicted(label) / total);
        return chance >= 1 ? null : (counts.Accuracy - chance) / (1 - chance);
    }
}
