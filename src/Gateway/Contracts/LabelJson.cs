using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Feedbacks;

namespace Cluster.Gateway.Contracts;

/// <summary>A label that feedback came to, with what training needs to know of its track.</summary>
public sealed class LabelJson
{
    /// <summary>The track.</summary>
    public required string TrackId { get; init; }

    /// <summary><c>trackId#index</c> as it was cut when the newest feedback was given; null for the whole track.</summary>
    public required string? ClipId { get; init; }

    /// <summary>Start in seconds; null for the whole track.</summary>
    public required double? StartS { get; init; }

    /// <summary>Length in seconds; null for the whole track.</summary>
    public required double? DurS { get; init; }

    /// <summary>happy, sad, angry or relaxed.</summary>
    public required string Emotion { get; init; }

    /// <summary>Weight for the emotion.</summary>
    public required double Weight { get; init; }

    /// <summary>All weight, for and against.</summary>
    public required double TotalWeight { get; init; }

    /// <summary>Authors who were counted.</summary>
    public required int Voters { get; init; }

    /// <summary>When it came to this.</summary>
    public required DateTimeOffset ResolvedAt { get; init; }

    /// <summary>The audio file as the cluster sees it; null when the track has none.</summary>
    public required string? Path { get; init; }

    /// <summary>Title.</summary>
    public required string? Title { get; init; }

    /// <summary>Performing artist.</summary>
    public required string? Artist { get; init; }

    /// <summary>Genre or form.</summary>
    public required string? Genre { get; init; }

    /// <summary>A label's JSON.</summary>
    public static LabelJson From(TrackLabel label) => new()
    {
        TrackId = label.TrackId,
        ClipId = label.ClipIndex is { } index ? new ClipId(label.TrackId, index).ToString() : null,
        StartS = label.Stretch.IsWholeTrack ? null : label.Stretch.StartS,
        DurS = label.Stretch.IsWholeTrack ? null : label.Stretch.DurationS,
        Emotion = label.Emotion.ToName(),
        Weight = label.Weight,
        TotalWeight = label.Total,
        Voters = label.Voters,
        ResolvedAt = label.ResolvedAt,
        Path = label.Path,
        Title = label.Metadata.Title,
        Artist = label.Metadata.Artist,
        Genre = label.Metadata.Genre,
    };
}

/// <summary>A page of labels, by track id and start.</summary>
/// <param name="Labels">The entries.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record LabelPageJson(IReadOnlyList<LabelJson> Labels, string? NextCursor);
