using Cluster.Abstractions.Emotions;

namespace Cluster.Catalog.Stats;

/// <summary>Which tracks to count, and by what. Null means: any.</summary>
public sealed record EmotionStatsQuery
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 500;

    /// <summary>What makes a group.</summary>
    public required StatsGroup By { get; init; }

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

    /// <summary>From <see cref="Page{T}.NextCursor"/>; null: from the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Groups a page, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>What makes a group of tracks.</summary>
public enum StatsGroup
{
    /// <summary>The artist.</summary>
    Artist = 0,

    /// <summary>The album's title, whoever made it.</summary>
    Album = 1,

    /// <summary>The genre.</summary>
    Genre = 2,

    /// <summary>The year.</summary>
    Year = 3,

    /// <summary>A listening session: the tracks that were played in it, each once.</summary>
    Session = 4,
}
