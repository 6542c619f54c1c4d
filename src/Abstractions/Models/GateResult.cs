namespace Cluster.Abstractions.Models;

/// <summary>What a check of a candidate comes to.</summary>
[GenerateSerializer, Alias("gate-result")]
public enum GateResult
{
    /// <summary>What is asked for is kept.</summary>
    Pass = 0,

    /// <summary>It is not, and chance does not explain that.</summary>
    Fail = 1,

    /// <summary>There is too little to say, or chance could explain what is seen.</summary>
    Inconclusive = 2,
}
