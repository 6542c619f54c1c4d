namespace Cluster.Featurization;

/// <summary>That a schema does not take a file's clips.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record SchemaRefusal(FeatureSchema Schema, string Reason);
