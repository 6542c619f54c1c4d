namespace Cluster.Catalog.Tracks;

/// <summary>What cached features depend on: the bytes, the schema, and how the audio was cut.</summary>
/// <param name="ContentHash">SHA-256 of the file, lower-case hexadecimal.</param>
/// <param name="SchemaId">The feature schema.</param>
/// <param name="ClipLengthS">Clip length in seconds.</param>
/// <param name="ClipHopS">Clip hop in seconds.</param>
public sealed record FeatureCacheKey(string ContentHash, string SchemaId, double ClipLengthS, double ClipHopS);
