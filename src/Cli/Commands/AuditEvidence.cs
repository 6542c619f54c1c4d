using System.Text.Json;

namespace Cluster.Cli.Commands;

/// <summary>What a change rested on, in the words of a table. The whole of it is in the log's JSON.</summary>
internal static class AuditEvidence
{
    private const int MaxLength = 80;
    private const string Pass = "pass";

    /// <summary>The outcome of a promotion's gates and those that did not pass, the gates that a new champion broke, or the beginning of whatever else was given.</summary>
    /// <param name="evidence">As the audit log keeps it: words, or JSON; null for none.</param>
    public static string? InShort(string? evidence) => evidence is null ? null : OfGates(evidence) ?? Cut(evidence);

    private static string? OfGates(string evidence)
    {
        try
        {
            using var json = JsonDocument.Parse(evidence);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            if (json.RootElement.TryGetProperty("broken", out var broken) && broken.ValueKind == JsonValueKind.Array)
                return $"broke {string.Join(", ", broken.EnumerateArray().Select(gate => gate.ToString()))}";
            return json.RootElement.TryGetProperty("outcome", out var outcome) && json.RootElement.TryGetProperty("checks", out var checks) && checks.ValueKind == JsonValueKind.Array
                ? OfPromotion(json.RootElement, outcome.ToString(), checks)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string OfPromotion(JsonElement entry, string outcome, JsonElement checks)
    {
        var open = checks.EnumerateArray().Where(check => Text(check, "outcome") != Pass).Select(check => Text(check, "gate")).ToList();
        var words = open.Count == 0 ? $"gates {outcome}" : $"gates {outcome}: {string.Join(", ", open)}";
        if (entry.TryGetProperty("forced", out var forced) && forced.ValueKind == JsonValueKind.True) words += "; forced";
        if (Text(entry, "approvedBy") is { } person) words += $"; approved by {person}";
        if (Text(entry, "given") is { } given) words += $"; {Cut(given)}";
        return words;
    }

    private static string? Text(JsonElement from, string name) => from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Cut(string text) => text.Length <= MaxLength ? text : $"{text[..MaxLength]}...";
}
