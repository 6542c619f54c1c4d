namespace Cluster.Modeling.Reports;

/// <summary>The model of a report.</summary>
/// <param name="Id">The immutable version.</param>
/// <param name="Algorithm">The training algorithm.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Candidate">The chosen candidate.</param>
/// <param name="Settings">Its settings in words.</param>
/// <param name="Temperature">The fitted temperature.</param>
public sealed record ModelSection(string Id, string Algorithm, int Seed, string Candidate, string Settings, double Temperature);
