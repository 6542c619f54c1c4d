namespace Cluster.Abstractions.Shadows;

/// <summary>Whether a silo lets a shadow score. Persisted: a number never moves and is never reused.</summary>
public enum ShadowState
{
    /// <summary>It scores.</summary>
    Scoring = 0,

    /// <summary>It failed several times running and rests until the registry changes or some time has passed.</summary>
    Resting = 1,

    /// <summary>It did not return; it stays out until it is no shadow any more, or the silo starts anew.</summary>
    Hung = 2,
}
