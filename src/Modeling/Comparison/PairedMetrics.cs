using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Comparison;

/// <summary>Metrics of two models on the same labelled clips, with intervals of their differences.</summary>
/// <param name="Clips">Labelled clips; at least 1.</param>
/// <param name="Groups">Artists or tracks that they belong to.</param>
/// <param name="Accuracy">The share of right labels.</param>
/// <param name="MacroF1">The mean F1 over the emotions that occur in truth.</param>
/// <param name="PerClassF1">F1 of each emotion that occurs in truth.</param>
/// <param name="ClipsOfClass">Clips of each emotion that occurs in truth.</param>
public sealed record PairedMetrics(
    int Clips,
    int Groups,
    PairedDifference Accuracy,
    PairedDifference MacroF1,
    IReadOnlyDictionary<EmotionLabel, PairedDifference> PerClassF1,
    IReadOnlyDictionary<EmotionLabel, int> ClipsOfClass);
