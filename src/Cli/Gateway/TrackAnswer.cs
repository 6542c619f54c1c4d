namespace Cluster.Cli.Gateway;

/// <summary>A track as the gateway describes it.</summary>
internal sealed record TrackAnswer
{
    /// <summary>The track's id.</summary>
    public required string TrackId { get; init; }

    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>Performing artist.</summary>
    public string? Artist { get; init; }

    /// <summary>Album.</summary>
    public string? Album { get; init; }

    /// <summary>Genre.</summary>
    public string? Genre { get; init; }

    /// <summary>Year of the recording.</summary>
    public int? Year { get; init; }

    /// <summary>Length in seconds.</summary>
    public double? DurationS { get; init; }

    /// <summary>The emotion over the whole track; null until it was tagged.</summary>
    public EmotionAnswer? Emotion { get; init; }

    /// <summary>The emotion over windows.</summary>
    public IReadOnlyList<EmotionAnswer> Timeline { get; init; } = [];
}

/// <summary>A prediction, of a whole track or of a window of its timeline.</summary>
internal sealed record EmotionAnswer
{
    /// <summary>Start within the track in seconds; windows only.</summary>
    public double? StartS { get; init; }

    /// <summary>Length in seconds; windows only.</summary>
    public double? DurS { get; init; }

    /// <summary>The most probable emotion.</summary>
    public required string Label { get; init; }

    /// <summary>Its probability.</summary>
    public double Confidence { get; init; }

    /// <summary>Probability by emotion.</summary>
    public IReadOnlyDictionary<string, double> Probabilities { get; init; } = new Dictionary<string, double>();

    /// <summary><c>tagged</c>, <c>topTwo</c> or <c>review</c>.</summary>
    public string? Decision { get; init; }

    /// <summary>The model that said so.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>How clips were put together; whole tracks only.</summary>
    public string? Method { get; init; }

    /// <summary>Number of clips; whole tracks only.</summary>
    public int? Clips { get; init; }
}
