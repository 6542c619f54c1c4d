using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Reviews;

/// <summary>Something that a person might listen to.</summary>
/// <param name="Id">The track or clip.</param>
/// <param name="Decision">What was made of the prediction.</param>
/// <param name="Margin">The probability of the best emotion minus that of the second, in [0, 1].</param>
/// <param name="ShadowDisagreement">How much other models contradict, in [0, 1] (<see cref="DisagreementOf"/>).</param>
/// <param name="Plays">How often it was played or asked for lately; at least 0.</param>
public sealed record ReviewCandidate(string Id, TagDecision Decision, double Margin, double ShadowDisagreement, long Plays)
{
    /// <summary>The margin of a prediction.</summary>
    public static double MarginOf(in EmotionProbabilities probabilities)
    {
        var ranked = probabilities.Ranked();
        return probabilities[ranked[0]] - probabilities[ranked[1]];
    }

    /// <summary>The mean over shadows of their confidence where they say another emotion, 0 where they agree; 0 without shadows.</summary>
    public static double DisagreementOf(EmotionLabel label, IReadOnlyCollection<EmotionProbabilities> shadows) => shadows.Count == 0
        ? 0
        : shadows.Average(shadow => shadow.Top() == label ? 0 : shadow[shadow.Top()]);
}
