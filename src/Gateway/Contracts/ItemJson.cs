using Cluster.Abstractions.Backfills;

namespace Cluster.Gateway.Contracts;

/// <summary>One item of a job.</summary>
public sealed record ItemJson(string Item, string TrackId, string State, int Attempts, string? Error)
{
    /// <summary>An item's JSON.</summary>
    public static ItemJson From(BackfillItem item) => new(item.Item, item.TrackId, Names.Of(item.State), item.Attempts, item.Error);
}

/// <summary>A page of items.</summary>
/// <param name="Items">The entries.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record ItemPageJson(IReadOnlyList<ItemJson> Items, string? NextCursor);

/// <summary>A page of jobs, newest first.</summary>
/// <param name="Jobs">The entries.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record JobPageJson(IReadOnlyList<JobJson> Jobs, string? NextCursor);
