using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Cluster.Abstractions.Models;
using Cluster.Gateway.Contracts;

namespace Cluster.Gateway.Apis;

/// <summary>Reads who changes the models, what they saw of them, and where a page of the audit log goes on.</summary>
internal static class ModelRequests
{
    /// <summary>Header that names the caller: UTF-8, percent-encoded where it is not ASCII. A claim, not a proof: nobody is authenticated yet.</summary>
    public const string ActorHeader = "X-Actor";

    /// <summary>Who did it when the caller does not say.</summary>
    public const string Anonymous = "anonymous";

    private const string CursorPrefix = "audit:";

    /// <summary>The ETag of a revision.</summary>
    public static string ETag(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    /// <summary>Reads a change.</summary>
    /// <returns>The change, or what is wrong and in which field.</returns>
    public static (ModelChange? Change, string? Problem, string? Field) Read(string? actor, string? ifMatch, ModelChangeJson? body)
    {
        var name = string.IsNullOrWhiteSpace(actor) ? Anonymous : Uri.UnescapeDataString(actor).Trim();
        if (!TryReadRevision(ifMatch, out var revision)) return (null, $"If-Match '{ifMatch}' is no ETag of the models: pass on the one that GET /v1/models gave, such as \"12\", or *.", "If-Match");
        var change = new ModelChange { Actor = name, Reason = NullIfBlank(body?.Reason), Evidence = NullIfBlank(body?.Evidence), ExpectedRevision = revision, ExpectedChampion = body?.ExpectedChampion };
        return change.Validate() is { } problem ? (null, problem, problem.Split(' ')[0]) : (change, null, null);
    }

    /// <summary>Reads a promotion.</summary>
    /// <returns>The change, or what is wrong and in which field.</returns>
    public static (ModelChange? Change, string? Problem, string? Field) Read(PromoteModelRequest request)
    {
        var (change, problem, field) = Read(request.Actor, request.IfMatch, new ModelChangeJson(request.Body?.ExpectedChampion, request.Body?.Reason, request.Body?.Evidence));
        if (change is null) return (null, problem, field);
        change = change with { Force = request.Body?.Force ?? false, ApprovedBy = NullIfBlank(request.Body?.ApprovedBy) };
        return change.Validate() is { } invalid ? (null, invalid, invalid.Split(' ')[0]) : (change, null, null);
    }

    /// <summary>The cursor of the entries before a number; null for null.</summary>
    public static string? Cursor(long? before) => before is { } number
        ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{CursorPrefix}{number}")))
        : null;

    /// <summary>Reads a cursor; null text gives null.</summary>
    /// <returns>False when it is not one of ours.</returns>
    public static bool TryReadCursor(string? cursor, out long? before)
    {
        before = null;
        if (cursor is null) return true;
        if (!Base64Url.IsValid(cursor)) return false;
        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        if (!text.StartsWith(CursorPrefix, StringComparison.Ordinal)) return false;
        if (!long.TryParse(text.AsSpan(CursorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        before = number;
        return true;
    }

    // A weak tag is refused: If-Match compares strongly.
    private static bool TryReadRevision(string? ifMatch, out long? revision)
    {
        revision = null;
        if (string.IsNullOrWhiteSpace(ifMatch) || ifMatch.Trim() == "*") return true;
        var tag = ifMatch.Trim();
        if (tag.Length < 3 || tag[0] != '"' || tag[^1] != '"') return false;
        if (!long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        revision = number;
        return true;
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
