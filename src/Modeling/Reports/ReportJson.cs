using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Modeling.Reports;

/// <summary>The source-generated JSON of reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(TrainingReport))]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static string Serialize(TrainingReport report) => JsonSerializer.Serialize(report, Default.TrainingReport) + "\n";

    public static string Serialize(ModelCard card) => JsonSerializer.Serialize(card, Default.ModelCard) + "\n";
}
