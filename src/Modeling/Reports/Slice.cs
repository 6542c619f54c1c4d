using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Reports;

/// <summary>The figures of a part of the data, or why there are none.</summary>
/// <param name="By">What the data was cut by: <c>genre</c> or <c>tempo</c>.</param>
/// <param name="Name">The part.</param>
/// <param name="Rows">Its rows, each counted once whatever the number of repeats.</param>
/// <param name="Accuracy">Its accuracy; null when there are too few rows to tell.</param>
/// <param name="MacroF1">Its macro-F1 over the emotions that occur in it; null when there are too few rows to tell.</param>
/// <param name="AccuracyInterval">The accuracy's 95 % interval over groups; null without a figure.</param>
/// <param name="MacroF1Interval">The macro-F1's 95 % interval over groups; null without a figure.</param>
/// <param name="Note">Why there are no figures; null when there are.</param>
public sealed record Slice(
    string By, string Name, int Rows, double? Accuracy, double? MacroF1, Interval? AccuracyInterval, Interval? MacroF1Interval, string? Note);
