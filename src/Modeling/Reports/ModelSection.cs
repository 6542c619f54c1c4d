namespace Cluster.Modeling.Reports;

/// <summary>The model of a report.</summary>
/// <param name="Id">The immutable version.</param>
/// <param name="Algorithm">The training algorithm.</param>
/// <param name="Seed">The seed.</param>
/// <param name="L2">The chosen penalty.</param>
/// <param name="Temperature">The fitted temperature.</param>
public sealed record ModelSection(string Id, string Algorithm, int Seed, double L2, double Temperature);
