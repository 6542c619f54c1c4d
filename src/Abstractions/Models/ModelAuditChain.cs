using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Abstractions.Models;

/// <summary>Makes and verifies the hash chain of the registry's audit log.</summary>
/// <remarks>
/// An entry's hash is SHA-256 over the UTF-8 bytes of its canonical content: previous hash, sequence, time (UTC, 100 ns), actor, action's number, version, replaced version, reason, evidence, revision,
/// in this order. Each is written as its length in bytes, a colon, its text and a line feed; a field that is null is written as <c>~</c> and a line feed. So no two contents are written alike.
/// A chain shows that entries were changed, dropped in between, or moved. That the newest ones were cut off shows in the registry's revision, or in a head that somebody noted elsewhere;
/// somebody who can write the store can write it all anew, which only such a noted head shows.
/// </remarks>
public static class ModelAuditChain
{
    /// <summary>The hash before the first entry.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <summary>Continues a log.</summary>
    /// <param name="last">The newest entry; null when the log is empty.</param>
    /// <param name="entry">The next one; its sequence and its hashes are set here.</param>
    public static ModelAuditEntry Continue(ModelAuditEntry? last, ModelAuditEntry entry)
    {
        var next = entry with { Sequence = (last?.Sequence ?? 0) + 1, PreviousHash = last?.Hash ?? Origin };
        return next with { Hash = HashOf(next) };
    }

    /// <summary>The hash that an entry of this content has.</summary>
    public static string HashOf(ModelAuditEntry entry)
    {
        var content = new StringBuilder();
        Append(content, entry.PreviousHash);
        Append(content, entry.Sequence.ToString(CultureInfo.InvariantCulture));
        Append(content, entry.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        Append(content, entry.Actor);
        Append(content, ((int)entry.Action).ToString(CultureInfo.InvariantCulture));
        Append(content, entry.Version);
        Append(content, entry.Replaced);
        Append(content, entry.Reason);
        Append(content, entry.Evidence);
        Append(content, entry.Revision.ToString(CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }

    /// <summary>Verifies a whole log.</summary>
    /// <param name="entries">All entries, oldest first.</param>
    /// <param name="revision">The registry's revision, which the newest entry must have.</param>
    public static ModelAuditVerification Verify(IReadOnlyList<ModelAuditEntry> entries, long revision)
    {
        ModelAuditEntry? last = null;
        foreach (var entry in entries)
        {
            if (ProblemOf(entry, last) is { } problem) return new ModelAuditVerification(false, entries.Count, entries[^1].Hash, (last?.Sequence ?? 0) + 1, problem);
            last = entry;
        }

        var head = last?.Hash ?? Origin;
        return (last?.Revision ?? 0) == revision
            ? new ModelAuditVerification(true, entries.Count, head, null, null)
            : new ModelAuditVerification(false, entries.Count, head, entries.Count + 1, $"The log ends with revision {last?.Revision ?? 0}, but the registry is at {revision}: the newest entries are missing, or the registry was changed without the log.");
    }

    private static string? ProblemOf(ModelAuditEntry entry, ModelAuditEntry? last)
    {
        var expected = (last?.Sequence ?? 0) + 1;
        if (entry.Sequence != expected) return $"Entry {expected} is missing or moved: entry {entry.Sequence} is in its place.";
        if (entry.PreviousHash != (last?.Hash ?? Origin)) return $"Entry {entry.Sequence} does not continue the entry before: one of the two was replaced.";
        if (entry.Hash != HashOf(entry)) return $"Entry {entry.Sequence} was changed: its hash is not that of its content.";
        return last is not null && entry.Revision != last.Revision + 1 ? $"Entry {entry.Sequence} is of revision {entry.Revision}, which does not follow {last.Revision}." : null;
    }

    private static void Append(StringBuilder content, string? field)
    {
        if (field is null) content.Append('~');
        else content.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:").Append(field);
        content.Append('\n');
    }
}
