using System.Collections.Immutable;

namespace Cluster.Abstractions.Clips;

/// <summary>One clip's features under one schema. NaN marks a feature that has no value for this clip.</summary>
/// <param name="SchemaId">Version and hash of every setting that moves a number.</param>
/// <param name="Values">The values in the schema's order.</param>
[GenerateSerializer, Immutable, Alias("feature-vector")]
public sealed record FeatureVector([property: Id(0)] string SchemaId, [property: Id(1)] ImmutableArray<float> Values);
