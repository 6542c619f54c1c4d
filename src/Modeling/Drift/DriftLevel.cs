namespace Cluster.Modeling.Drift;

/// <summary>How far a window is from the reference.</summary>
public enum DriftLevel
{
    /// <summary>No further than policy or chance allows.</summary>
    None = 0,

    /// <summary>Above the lower threshold, and chance does not explain it.</summary>
    Moderate = 1,

    /// <summary>Above the upper threshold, and chance does not explain it.</summary>
    Major = 2,
}
