namespace Cluster.Abstractions.Explanations;

/// <summary>What number is explained, and so the unit of its base, output and contributions.</summary>
public enum ExplainedQuantity
{
    /// <summary><c>ln(p of the top emotion / p of the runner-up)</c> of calibrated probabilities, in nats: above 0 speaks for the top emotion.</summary>
    LogOdds = 0,

    /// <summary>A class's score divided by the model's temperature, in nats: the difference of two classes' is their log-odds.</summary>
    ClassScore = 1,

    /// <summary>A class's calibrated probability, in [0, 1].</summary>
    ClassProbability = 2,
}
