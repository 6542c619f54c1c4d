namespace Cluster.Modeling.Experiments;

/// <summary>What an arm has led to so far.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Exposed">Tracks or users that were exposed and observed.</param>
/// <param name="Successes">Those of them with the outcome that counts, at most <paramref name="Exposed"/>.</param>
public sealed record ArmOutcome(string Arm, long Exposed, long Successes)
{
    /// <summary>The share of successes, in [0, 1]; 0 without exposures.</summary>
    public double Rate => Exposed == 0 ? 0 : (double)Successes / Exposed;

    internal void Check()
    {
        if (Exposed < 0 || Successes < 0 || Successes > Exposed)
            throw new ArgumentException($"The arm '{Arm}' has {Successes} successes of {Exposed}; successes must be at least 0 and at most the exposed.");
    }
}
