namespace Cluster.Modeling.Explanations;

/// <summary>Settings of what is drawn by lot: local fits, and shares of features within groups. What is exact has no settings.</summary>
public sealed record ExplanationOptions
{
    /// <summary>The most features that are told apart by local fits and sampled shares; larger models are explained by group.</summary>
    public const int MaxFeatures = 512;

    /// <summary>Seed; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Orders in which features join, for the shares of features within groups; even, 0 to 1000, default 32. 0 leaves features out; each order costs as many evaluations as there
    /// are features.
    /// </summary>
    public int Orders { get; init; } = 32;

    /// <summary>Least number of perturbed rows of a local fit; 100 to 20,000, default 2000. At least 10 are drawn for each feature that is perturbed.</summary>
    public int Samples { get; init; } = 2000;

    /// <summary>Standard deviation of the perturbations, in standard deviations of the training rows; 0.01 to 3, default 0.5. Smaller is more local.</summary>
    public double Spread { get; init; } = 0.5;

    /// <summary>
    /// Width of the kernel that weighs samples by their distance, in units of <c>Spread * sqrt(number of features)</c>, which is about how far a sample lies; 0.1 to 10,
    /// default 0.75.
    /// </summary>
    public double KernelWidth { get; init; } = 0.75;

    /// <summary>The penalty on squared coefficients, per standard deviation; above 0 and up to 1e6, default 1.</summary>
    public double Ridge { get; init; } = 1;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A setting is outside its range; the message names it.</exception>
    public void Validate()
    {
        Check(Orders is >= 0 and <= 1000 && Orders % 2 == 0, nameof(Orders), "even, 0 to 1000");
        Check(Samples is >= 100 and <= 20_000, nameof(Samples), "100 to 20,000");
        Check(Spread is >= 0.01 and <= 3, nameof(Spread), "0.01 to 3");
        Check(KernelWidth is >= 0.1 and <= 10, nameof(KernelWidth), "0.1 to 10");
        Check(Ridge is > 0 and <= 1e6, nameof(Ridge), "above 0 and up to 1e6");
    }

    private static void Check(bool valid, string name, string range)
    {
        if (!valid) throw new ArgumentException($"The explanation option {name} is outside its range, {range}.", name);
    }
}
