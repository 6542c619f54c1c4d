namespace Cluster.Modeling.Promotion;

/// <summary>What a check comes to.</summary>
public enum GateOutcome
{
    /// <summary>What is asked for is kept.</summary>
    Pass,

    /// <summary>It is not, and chance does not explain that.</summary>
    Fail,

    /// <summary>There is too little to say, or chance could explain what is seen.</summary>
    Inconclusive,
}
