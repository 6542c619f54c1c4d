using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Artefacts;

/// <summary>The source-generated JSON of manifests and weights: only these two types and a closed list of kinds of scores, nothing that a file could name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    MaxDepth = 12, Converters = [typeof(EmotionLabelConverter)])]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(VoteWeights))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ArtefactJson : JsonSerializerContext
{
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];

    /// <exception cref="ModelArtefactException">The bytes are no such object.</exception>
    public static T Read<T>(byte[] bytes, JsonTypeInfo<T> type, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new ModelArtefactException($"'{name}' of the artefact is empty.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // NotSupportedException: scores without a kind.
            throw new ModelArtefactException($"'{name}' of the artefact cannot be read: {exception.Message}", exception);
        }
    }

    internal sealed class EmotionLabelConverter : JsonConverter<EmotionLabel>
    {
        public override EmotionLabel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return EmotionNames.TryParse(name, out var label) && label.ToName() == name ? label : throw new JsonException("Not an emotion's name.");
        }

        public override void Write(Utf8JsonWriter writer, EmotionLabel value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToName());
    }
}
