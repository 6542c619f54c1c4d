using System.Collections.Immutable;
using Cluster.Abstractions.Models;

namespace Cluster.Grains.Models;

/// <summary>Cuts the audit log into pages, newest first.</summary>
public static class ModelAuditPager
{
    /// <summary>Cuts one page and verifies the whole log.</summary>
    /// <param name="log">All entries, oldest first.</param>
    /// <param name="revision">The registry's revision.</param>
    /// <param name="before">Only entries with a lower number; null: from the newest.</param>
    /// <param name="limit">Entries; held to 1 to <see cref="IModelGrain.MaxAuditPage"/>.</param>
    public static ModelAuditPage Cut(IReadOnlyList<ModelAuditEntry> log, long revision, long? before, int limit)
    {
        // By place, not by the entries' own numbers: a damaged log is shown too.
        var end = (int)Math.Clamp((before ?? long.MaxValue) - 1, 0, log.Count);
        var start = Math.Max(0, end - Math.Clamp(limit, 1, IModelGrain.MaxAuditPage));
        var entries = ImmutableArray.CreateBuilder<ModelAuditEntry>(end - start);
        for (var i = end - 1; i >= start; i--) entries.Add(log[i]);
        return new ModelAuditPage(entries.MoveToImmutable(), start > 0 ? start + 1 : null, ModelAuditChain.Verify(log, revision));
    }
}
