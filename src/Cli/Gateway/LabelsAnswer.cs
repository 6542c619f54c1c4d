namespace Cluster.Cli.Gateway;

/// <summary>A page of labels.</summary>
internal sealed record LabelsAnswer(IReadOnlyList<LabelAnswer> Labels, string? NextCursor);

/// <summary>A label that feedback came to.</summary>
internal sealed record LabelAnswer
{
    /// <summary>The track.</summary>
    public required string TrackId { get; init; }

    /// <summary>Start in seconds; null for the whole track.</summary>
    public double? StartS { get; init; }

    /// <summary>Length in seconds; null for the whole track.</summary>
    public double? DurS { get; init; }

    /// <summary>The emotion.</summary>
    public required string Emotion { get; init; }

    /// <summary>The audio file; null when the track has none.</summary>
    public string? Path { get; init; }

    /// <summary>Performing artist.</summary>
    public string? Artist { get; init; }

    /// <summary>Genre.</summary>
    public string? Genre { get; init; }
}
