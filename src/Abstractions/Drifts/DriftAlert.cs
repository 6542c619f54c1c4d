namespace Cluster.Abstractions.Drifts;

/// <summary>Something that an operator should know: what a model sees or says has changed, or it is wrong more often.</summary>
[GenerateSerializer, Immutable, Alias("drift-alert")]
public sealed record DriftAlert
{
    /// <summary>Subject of an alert on what the model sees.</summary>
    public const string Features = "features";

    /// <summary>Subject of an alert on what the model says.</summary>
    public const string Labels = "predicted emotions";

    /// <summary>Subject of an alert on how sure the model is.</summary>
    public const string Confidence = "confidence";

    /// <summary>Subject of an alert on labelled traffic.</summary>
    public const string Quality = "quality";

    /// <summary>The alert.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The model.</summary>
    [Id(1)] public required string ModelVersion { get; init; }

    /// <summary>What it is about: one of the constants here.</summary>
    [Id(2)] public required string Subject { get; init; }

    /// <summary>How grave it is now.</summary>
    [Id(3)] public required DriftSeverity Level { get; init; }

    /// <summary>When it was raised.</summary>
    [Id(4)] public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The window that raised it.</summary>
    [Id(5)] public required long RaisedIn { get; init; }

    /// <summary>The last window that confirmed it.</summary>
    [Id(6)] public required long SeenIn { get; init; }

    /// <summary>What was found, in words with figures.</summary>
    [Id(7)] public required string Evidence { get; init; }

    /// <summary>What to do.</summary>
    [Id(8)] public required string Advice { get; init; }

    /// <summary>When it ended; null while it stands.</summary>
    [Id(9)] public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>Why it ended; null while it stands.</summary>
    [Id(10)] public string? ClearedBecause { get; init; }

    /// <summary>When somebody took note; null while nobody has.</summary>
    [Id(11)] public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Who took note, as they said.</summary>
    [Id(12)] public string? AcknowledgedBy { get; init; }

    /// <summary>What they said about it; null where they said nothing.</summary>
    [Id(13)] public string? AcknowledgedReason { get; init; }
}
