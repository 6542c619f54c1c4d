namespace Cluster.Modeling.Reports;

/// <summary>The figures of a part of the data.</summary>
/// <param name="By">What the data was cut by: <c>genre</c> or <c>tempo</c>.</param>
/// <param name="Name">The part.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Accuracy">Its accuracy.</param>
/// <param name="MacroF1">Its macro-F1 over the emotions that occur in it.</param>
public sealed record Slice(string By, string Name, int Rows, double Accuracy, double MacroF1);
