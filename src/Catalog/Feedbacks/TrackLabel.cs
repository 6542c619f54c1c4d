using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Tracks;

namespace Cluster.Catalog.Feedbacks;

/// <summary>A label with what training needs to know of its track.</summary>
public sealed record TrackLabel
{
    /// <summary>The track.</summary>
    public required string TrackId { get; init; }

    /// <summary>The clip's position when the newest feedback was given; null for the whole track.</summary>
    public int? ClipIndex { get; init; }

    /// <summary>What is labelled.</summary>
    public required FeedbackStretch Stretch { get; init; }

    /// <summary>The emotion.</summary>
    public required EmotionLabel Emotion { get; init; }

    /// <summary>Weight for the emotion.</summary>
    public required double Weight { get; init; }

    /// <summary>All weight, for and against.</summary>
    public required double Total { get; init; }

    /// <summary>Authors who were counted.</summary>
    public required int Voters { get; init; }

    /// <summary>When it came to this.</summary>
    public required DateTimeOffset ResolvedAt { get; init; }

    /// <summary>The track's metadata; empty when the track is gone.</summary>
    public TrackMetadata Metadata { get; init; } = TrackMetadata.Empty;

    /// <summary>The track's audio file; null when it has none.</summary>
    public string? Path { get; init; }
}
