namespace Cluster.Abstractions.Backfills;

/// <summary>Where one item of a backfill stands. Persisted: numbers never move.</summary>
public enum ItemState
{
    /// <summary>Not done yet.</summary>
    Pending = 0,

    /// <summary>Analysed and tagged by this job.</summary>
    Tagged = 1,

    /// <summary>Same content, schema and model as stored: nothing was done.</summary>
    Unchanged = 2,

    /// <summary>Tried, with an error.</summary>
    Failed = 3,

    /// <summary>A dry run found that it would be analysed; counts as pending.</summary>
    Planned = 4,
}
