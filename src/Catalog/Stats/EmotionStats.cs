namespace Cluster.Catalog.Stats;

/// <summary>The emotions of a group of tracks.</summary>
public sealed record EmotionStats
{
    /// <summary>The artist, album, genre, year or session; null for the tracks without one.</summary>
    public required string? Key { get; init; }

    /// <summary>Tracks, tagged or not.</summary>
    public required long Tracks { get; init; }

    /// <summary>Tracks with an emotion.</summary>
    public required long Predicted { get; init; }

    /// <summary>Clips that their emotions come from.</summary>
    public required long Clips { get; init; }

    /// <summary>Predicted tracks by emotion, in the order of the emotions' numbers; 4.</summary>
    public required IReadOnlyList<long> Emotions { get; init; }

    /// <summary>Predicted tracks by decision, in the order of the decisions' numbers; 3.</summary>
    public required IReadOnlyList<long> Decisions { get; init; }

    /// <summary>Mean confidence of the predicted tracks; null when there are none.</summary>
    public required double? MeanConfidence { get; init; }
}
