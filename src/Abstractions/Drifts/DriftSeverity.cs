namespace Cluster.Abstractions.Drifts;

/// <summary>How far a window is from the reference. The numbers are persisted and never move.</summary>
[GenerateSerializer, Alias("drift-severity")]
public enum DriftSeverity
{
    /// <summary>No further than policy or chance allows.</summary>
    None = 0,

    /// <summary>Above the lower threshold, and chance does not explain it.</summary>
    Moderate = 1,

    /// <summary>Above the upper threshold, and chance does not explain it.</summary>
    Major = 2,
}
