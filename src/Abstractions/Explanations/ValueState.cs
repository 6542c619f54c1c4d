namespace Cluster.Abstractions.Explanations;

/// <summary>What the model took a raw value for.</summary>
public enum ValueState
{
    /// <summary>It was used.</summary>
    Measured = 0,

    /// <summary>It is no finite number. The training median stood in for it, and the contribution is that of the median.</summary>
    Missing = 1,

    /// <summary>It lies beyond what was plausible in training, and was treated like a missing one.</summary>
    Implausible = 2,
}
