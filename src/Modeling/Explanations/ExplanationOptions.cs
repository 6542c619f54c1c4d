namespace Cluster.Modeling.Explanations;

/// <summary>Settings of <see cref="ExplanationMethod.Lime"/>; Shapley values have none.</summary>
public sealed record ExplanationOptions
{
    /// <summary>Seed of the perturbations; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Least number of perturbed rows; 100 to 20,000, default 2000. At least 10 are drawn for each feature that is perturbed.</summary>
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
