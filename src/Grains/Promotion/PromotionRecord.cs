using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Abstractions.Models;

namespace Cluster.Grains.Promotion;

/// <summary>The evidence of a promotion as the audit log keeps it: the checks, and what the caller gave, as one bounded JSON.</summary>
internal static class PromotionRecord
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes it. Where it would be too long, the reasons of passed checks are left out first, then all reasons; never a check, and never the caller's words.</summary>
    /// <returns>At most <see cref="ModelChange.MaxEvidenceLength"/> characters; null when the caller's evidence leaves no room for the checks.</returns>
    public static string? Write(PromotionJudgement judgement, ModelChange wish) => new Func<GateFinding, bool>[] { _ => true, check => check.Result != GateResult.Pass, _ => false }
        .Select(withReason => Write(judgement, wish, withReason))
        .FirstOrDefault(text => text.Length <= ModelChange.MaxEvidenceLength);

    private static string Write(PromotionJudgement judgement, ModelChange wish, Func<GateFinding, bool> withReason)
    {
        var report = judgement.Report;
        return JsonSerializer.Serialize(
            new Entry(
                Name(report.Result),
                judgement.Forced ? true : null,
                wish.ApprovedBy,
                report.ComparedBy,
                report.TrafficFrom,
                [.. report.Checks.Select(check => new Check(check.Gate, Name(check.Result), withReason(check) ? check.Reason : null))],
                wish.Evidence),
            Json);
    }

    private static string Name(GateResult result) => result.ToString().ToLowerInvariant();

    private sealed record Entry(string Outcome, bool? Forced, string? ApprovedBy, string? ComparedBy, string? TrafficFrom, IReadOnlyList<Check> Checks, string? Given);

    private sealed record Check(string Gate, string Outcome, string? Reason);
}
