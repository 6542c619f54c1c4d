using Cluster.Abstractions.Feedbacks;

namespace Cluster.Catalog.Feedbacks;

/// <summary>Which feedback to list, newest first. Null means: any.</summary>
public sealed record FeedbackQuery
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>On this track and its clips.</summary>
    public string? TrackId { get; init; }

    /// <summary>By authors of this name.</summary>
    public string? Author { get; init; }

    /// <summary>By authors of this kind.</summary>
    public AnnotatorKind? Kind { get; init; }

    /// <summary>Also what was taken back.</summary>
    public bool WithUndone { get; init; }

    /// <summary>From <see cref="Page{T}.NextCursor"/>; null: from the newest.</summary>
    public string? Cursor { get; init; }

    /// <summary>Entries a page, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;
}
