namespace Cluster.Abstractions.Events;

/// <summary>What a listener did with a recommended track. Its rules are those of <see cref="EventRules"/>.</summary>
[GenerateSerializer, Immutable, Alias("listening-event")]
public sealed record ListeningEvent
{
    /// <summary>The sender's id of the event: the same id again is the same event.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What was done.</summary>
    [Id(1)] public required ListeningEventKind Kind { get; init; }

    /// <summary>The track.</summary>
    [Id(2)] public required string TrackId { get; init; }

    /// <summary>The user, or whatever an experiment allots arms to; null when it is not known. It is hashed before it is stored.</summary>
    [Id(3)] public string? Unit { get; init; }

    /// <summary>The listening session; null when it is not known. It is stored as it is, and so must name nobody.</summary>
    [Id(4)] public string? Session { get; init; }

    /// <summary>When it was done.</summary>
    [Id(5)] public required DateTimeOffset At { get; init; }

    /// <summary>How far into the track, in seconds, at least 0; null when it is not known.</summary>
    [Id(6)] public double? PositionS { get; init; }

    /// <summary>The track's length as the player knows it, in seconds, above 0; null when it is not known.</summary>
    [Id(7)] public double? DurationS { get; init; }

    /// <summary>The rating, 1 to 5; null for all other kinds.</summary>
    [Id(8)] public double? Rating { get; init; }

    /// <summary>The experiment that the listener took part in; null for none.</summary>
    [Id(9)] public string? Experiment { get; init; }

    /// <summary>The listener's arm of it; null for none.</summary>
    [Id(10)] public string? Arm { get; init; }
}
