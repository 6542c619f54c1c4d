using System.Text.Json.Serialization;

namespace Cluster.Grains.Trainings;

/// <summary>What the audit log holds of a training, as JSON.</summary>
/// <param name="Training">The training.</param>
/// <param name="Champion">The champion when it was asked for.</param>
/// <param name="Labels">Labels that it was trained on.</param>
/// <param name="Rows">Rows that it was trained on.</param>
/// <param name="Analysed">Tracks whose audio was analysed for it.</param>
/// <param name="LeftOut">Labelled tracks that gave no row.</param>
/// <param name="Accuracy">On held-out groups.</param>
/// <param name="MacroF1">On held-out groups.</param>
/// <param name="Ece">On held-out groups.</param>
/// <param name="Promotable">Whether the figures meet the criteria.</param>
internal sealed record RetrainingEvidence(
    string Training, string Champion, long Labels, long Rows, int Analysed, int LeftOut, double Accuracy, double MacroF1, double Ece, bool Promotable);

/// <summary>The source-generated JSON of evidence.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RetrainingEvidence))]
internal sealed partial class RetrainingJson : JsonSerializerContext;
