using System.Text.Json.Serialization;

namespace Cluster.Modeling.Trees;

/// <summary>The source-generated JSON of tree ensembles: only these types, nothing that a file could name. Not indented: there are many short numbers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 8)]
[JsonSerializable(typeof(TreeWeights))]
internal sealed partial class TreeJson : JsonSerializerContext;
