namespace Cluster.Abstractions.Replays;

/// <summary>A replay of the catalogue: the champion and a candidate score the same cached features, and nothing is changed.</summary>
[GenerateSerializer, Immutable, Alias("replay")]
public sealed record Replay
{
    /// <summary>The candidate.</summary>
    [Id(0)] public required string Version { get; init; }

    /// <summary>The replay's id.</summary>
    [Id(1)] public required string Id { get; init; }

    /// <summary>The champion when it was asked for.</summary>
    [Id(2)] public required string Champion { get; init; }

    /// <summary>What it is to do.</summary>
    [Id(3)] public required ReplaySpec Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(4)] public required ReplayState State { get; init; }

    /// <summary>How far it is.</summary>
    [Id(5)] public ReplayProgress Progress { get; init; }

    /// <summary>When it was asked for.</summary>
    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a silo last began to work on it, from the beginning; null before.</summary>
    [Id(7)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    [Id(8)] public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    [Id(9)] public string? Error { get; init; }

    /// <summary>True once nothing will happen any more.</summary>
    public bool IsFinal => State is ReplayState.Completed or ReplayState.Cancelled or ReplayState.Failed;
}

/// <summary>How far a replay is.</summary>
/// <param name="Tracks">Tracks that were looked at.</param>
/// <param name="OfTracks">All that will be; null while that is not known.</param>
/// <param name="Clips">Clips that both models have scored.</param>
/// <param name="Missing">Tracks without cached features.</param>
[GenerateSerializer, Immutable, Alias("replay-progress")]
public readonly record struct ReplayProgress([property: Id(0)] long Tracks, [property: Id(1)] long? OfTracks, [property: Id(2)] long Clips, [property: Id(3)] long Missing);
