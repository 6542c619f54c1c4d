using Cluster.Abstractions.Emotions;

namespace Cluster.Catalog.Tracks;

/// <summary>Which tracks, in which order. Null means: any.</summary>
public sealed record TrackQuery
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Emotion of the whole track.</summary>
    public EmotionLabel? Emotion { get; init; }

    /// <summary>Decision on the whole track.</summary>
    public TagDecision? Decision { get; init; }

    /// <summary>Least confidence, in [0, 1].</summary>
    public double? MinConfidence { get; init; }

    /// <summary>Exact artist.</summary>
    public string? Artist { get; init; }

    /// <summary>Exact album.</summary>
    public string? Album { get; init; }

    /// <summary>Exact genre.</summary>
    public string? Genre { get; init; }

    /// <summary>Year of the recording.</summary>
    public int? Year { get; init; }

    /// <summary>The order.</summary>
    public TrackSort Sort { get; init; }

    /// <summary>From <see cref="Page{T}.NextCursor"/>; null: from the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Entries a page, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>Order of a search; ties by track id (its code points), in the same direction as the order.</summary>
public enum TrackSort
{
    /// <summary>By track id, ordinal.</summary>
    TrackId = 0,

    /// <summary>Least confident first; untagged tracks last.</summary>
    ConfidenceAscending = 1,

    /// <summary>Most confident first; untagged tracks last.</summary>
    ConfidenceDescending = 2,
}
