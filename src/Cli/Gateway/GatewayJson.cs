using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Cli.Gateway;

/// <summary>The source-generated JSON of the gateway's shapes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JobAnswer))]
[JsonSerializable(typeof(JobsAnswer))]
[JsonSerializable(typeof(JobItemsAnswer))]
[JsonSerializable(typeof(TrackAnswer))]
[JsonSerializable(typeof(ModelsAnswer))]
[JsonSerializable(typeof(FeedbackAnswer))]
[JsonSerializable(typeof(FeedbackListAnswer))]
[JsonSerializable(typeof(AgreementAnswer))]
[JsonSerializable(typeof(LabelsAnswer))]
[JsonSerializable(typeof(ReviewsAnswer))]
[JsonSerializable(typeof(GiveFeedback))]
[JsonSerializable(typeof(ClipExplanationAnswer))]
[JsonSerializable(typeof(EmotionStatsAnswer))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(PostEvents))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(StartBackfill))]
[JsonSerializable(typeof(StartSchedule))]
[JsonSerializable(typeof(ScheduleAnswer))]
[JsonSerializable(typeof(SchedulesAnswer))]
[JsonSerializable(typeof(ModelDetailsAnswer))]
[JsonSerializable(typeof(ModelAuditAnswer))]
[JsonSerializable(typeof(GatesAnswer))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(StartReplay))]
[JsonSerializable(typeof(ChangeModels))]
[JsonSerializable(typeof(ComparisonAnswer))]
[JsonSerializable(typeof(ShadowsAnswer))]
[JsonSerializable(typeof(DriftAnswer))]
[JsonSerializable(typeof(DriftWindowsAnswer))]
[JsonSerializable(typeof(AlertsAnswer))]
[JsonSerializable(typeof(AlertAnswer))]
[JsonSerializable(typeof(GiveReason))]
[JsonSerializable(typeof(TrainingAnswer))]
[JsonSerializable(typeof(RetrainingAnswer))]
[JsonSerializable(typeof(ExperimentsAnswer))]
[JsonSerializable(typeof(ExperimentReportAnswer))]
[JsonSerializable(typeof(ConcludedAnswer))]
[JsonSerializable(typeof(CreateExperiment))]
[JsonSerializable(typeof(ChangeExperiment))]
internal sealed partial class GatewayJson : JsonSerializerContext
{
    /// <summary>Facts go to terminals and files, not into web pages: Turkish letters stay letters.</summary>
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer on one line.</summary>
    public static string OneLine(JsonElement json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable)) json.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
