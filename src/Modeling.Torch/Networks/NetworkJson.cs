using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Modeling.Torch.Networks;

/// <summary>The source-generated JSON of <c>network.json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, MaxDepth = 4)]
[JsonSerializable(typeof(NetworkPlan))]
internal sealed partial class NetworkJson : JsonSerializerContext
{
    public static byte[] Write(NetworkPlan plan) => [.. JsonSerializer.SerializeToUtf8Bytes(plan, Default.NetworkPlan), (byte)'\n'];

    /// <exception cref="JsonException">The bytes are no plan.</exception>
    public static NetworkPlan Read(byte[] bytes) => JsonSerializer.Deserialize(bytes, Default.NetworkPlan) ?? throw new JsonException("It is empty.");
}
