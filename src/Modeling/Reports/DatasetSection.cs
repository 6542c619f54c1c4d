namespace Cluster.Modeling.Reports;

/// <summary>The data of a training or an evaluation.</summary>
/// <param name="Rows">Rows used.</param>
/// <param name="Classes">Rows by emotion.</param>
/// <param name="Groups">Groups that were kept together.</param>
/// <param name="Sha256">Hash of the table's content.</param>
/// <param name="Features">Features per row.</param>
/// <param name="SchemaId">The feature schema.</param>
public sealed record DatasetSection(int Rows, IReadOnlyDictionary<string, int> Classes, int Groups, string Sha256, int Features, string SchemaId);
