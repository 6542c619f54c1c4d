namespace Cluster.Modeling.Drift;

/// <summary>When a difference from the reference is called drift.</summary>
public sealed record DriftOptions
{
    /// <summary>The PSI from which a difference is moderate, where chance does not explain it; above 0, default 0.1.</summary>
    public double Moderate { get; init; } = 0.1;

    /// <summary>The PSI from which a difference is major; at least <see cref="Moderate"/>, default 0.2.</summary>
    public double Major { get; init; } = 0.2;

    /// <summary>The PSI that chance exceeds with one minus this probability is the least that counts; in (0, 1), default 0.99.</summary>
    public double Certainty { get; init; } = 0.99;

    /// <summary>The share of features called drifted that may be so by chance (Benjamini-Hochberg); in (0, 1), default 0.05.</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>Windows running in which a feature must differ before it is an alert; at least 1, default 2.</summary>
    public int WindowsRunning { get; init; } = 2;

    /// <summary>Predictions from which a window is judged; at least 1, default 50. Smaller ones leave everything as it was.</summary>
    public long LeastRows { get; init; } = 50;

    internal void Check()
    {
        if (!(Moderate > 0)) throw new ArgumentOutOfRangeException(nameof(Moderate), Moderate, "Moderate must be above 0.");
        if (!(Major >= Moderate)) throw new ArgumentOutOfRangeException(nameof(Major), Major, "Major must be at least Moderate.");
        if (!(Certainty is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Certainty), Certainty, "Certainty must be in (0, 1).");
        if (!(FalseDiscoveryRate is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(FalseDiscoveryRate), FalseDiscoveryRate, "FalseDiscoveryRate must be in (0, 1).");
        ArgumentOutOfRangeException.ThrowIfLessThan(WindowsRunning, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastRows, 1);
    }
}
