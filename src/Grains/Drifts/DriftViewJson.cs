using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Abstractions.Drifts;

namespace Cluster.Grains.Drifts;

/// <summary>The source-generated JSON of stored reports. Fields that an older release did not write are empty.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DriftView))]
internal sealed partial class DriftViewJson : JsonSerializerContext
{
    public static string Write(DriftView view) => JsonSerializer.Serialize(view, Default.DriftView);

    /// <summary>Reads a report; null where there is none, or another release wrote it in a way that this one does not know.</summary>
    public static DriftView? Read(string? report)
    {
        try
        {
            return report is null ? null : JsonSerializer.Deserialize(report, Default.DriftView);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
