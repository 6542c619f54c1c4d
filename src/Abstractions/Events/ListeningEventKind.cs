namespace Cluster.Abstractions.Events;

/// <summary>What a listener did. Persisted: numbers never move.</summary>
public enum ListeningEventKind
{
    /// <summary>A track was played; the position says how far.</summary>
    Play = 0,

    /// <summary>A track was skipped; the position says where.</summary>
    Skip = 1,

    /// <summary>A track was liked.</summary>
    Like = 2,

    /// <summary>A track was rated, from 1 to 5.</summary>
    Rating = 3,
}
