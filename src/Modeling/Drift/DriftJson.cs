using System.Text.Json.Serialization;

namespace Cluster.Modeling.Drift;

/// <summary>The source-generated JSON of drift references: only these types, nothing that a file could name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, IgnoreReadOnlyProperties = true, AllowDuplicateProperties = false, MaxDepth = 8)]
[JsonSerializable(typeof(ReferenceHistograms))]
internal sealed partial class DriftJson : JsonSerializerContext;
