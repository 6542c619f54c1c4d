namespace Cluster.Modeling.Promotion;

/// <summary>How a new champion stands.</summary>
public enum BakeOutcome
{
    /// <summary>It is still watched.</summary>
    Watching,

    /// <summary>It has kept every limit for the whole window.</summary>
    Held,

    /// <summary>It has broken a limit: back to the champion before.</summary>
    RollBack,
}
