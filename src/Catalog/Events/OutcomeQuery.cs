namespace Cluster.Catalog.Events;

/// <summary>Which outcomes to read. Null means: any.</summary>
public sealed record OutcomeQuery
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>The experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>Of events from this time on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Of events before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>From <see cref="Page{T}.NextCursor"/>; null: from the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Entries a page, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = MaxLimit;
}
