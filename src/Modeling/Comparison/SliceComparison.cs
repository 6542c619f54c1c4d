namespace Cluster.Modeling.Comparison;

/// <summary>Two models on a part of the labelled clips.</summary>
/// <param name="By">What the clips were cut by: <c>genre</c> or <c>tempo</c>.</param>
/// <param name="Name">The part.</param>
/// <param name="Clips">Its labelled clips.</param>
/// <param name="Groups">Artists or tracks that they belong to.</param>
/// <param name="Accuracy">The share of right labels.</param>
/// <param name="MacroF1">The mean F1 over the emotions that occur in the part.</param>
/// <param name="AdjustedPDown">The p-value of a fall of accuracy, corrected for the number of slices; null where there are too few groups.</param>
public sealed record SliceComparison(
    string By, string Name, int Clips, int Groups, PairedDifference Accuracy, PairedDifference MacroF1, double? AdjustedPDown);
