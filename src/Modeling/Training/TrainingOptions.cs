using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Training;

/// <summary>How a model is trained and judged.</summary>
public sealed record TrainingOptions
{
    /// <summary>Seed of folds, training and bootstrap; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Folds of the outer cross-validation; 2 to 50, default 5. Fewer are used when a class has fewer groups.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Repeats of the outer cross-validation with other folds; 1 to 50, default 3.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Folds of the inner cross-validation that chooses the candidate and fits temperatures and weights; 2 to 20, default 5.</summary>
    public int InnerFolds { get; init; } = 5;

    /// <summary>What is tried; see <see cref="Training.Candidates"/> for the names. The one listed first is taken on a tie.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = Training.Candidates.Default;

    /// <summary>Most threads that fold after fold is given to; 1 to 64, by default one per processor. Results do not depend on it.</summary>
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 64);

    /// <summary>L2 penalties of logistic regression to choose from; each above 0.</summary>
    public IReadOnlyList<double> Penalties { get; init; } = [1, 4, 16, 64, 256];

    /// <summary>The decision thresholds that the model is judged with and carries.</summary>
    public DecisionPolicy Decision { get; init; } = DecisionPolicy.Default;

    /// <summary>What a model must reach to be promotable.</summary>
    public PromotionCriteria Criteria { get; init; } = new();

    /// <summary>Resamples of the bootstrap; 100 to 100,000, default 1000.</summary>
    public int BootstrapResamples { get; init; } = 1000;

    /// <summary>Whether the model keeps what its training rows were like, and leaves what is unlike them to review; default no.</summary>
    public bool KeepsDomain { get; init; }

    /// <summary>What the data set is, in a few words for the model card; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public void Validate()
    {
        Check(Folds is >= 2 and <= 50, nameof(Folds));
        Check(Repeats is >= 1 and <= 50, nameof(Repeats));
        Check(InnerFolds is >= 2 and <= 20, nameof(InnerFolds));
        Check(Penalties.Count > 0 && Penalties.All(penalty => penalty > 0 && double.IsFinite(penalty)), nameof(Penalties));
        Check(Threads is >= 1 and <= 64, nameof(Threads));
        if (Training.Candidates.FindFlaw(Candidates) is { } flaw) throw new ArgumentException(flaw, nameof(Candidates));
        Check(BootstrapResamples is >= 100 and <= 100_000, nameof(BootstrapResamples));
    }

    private static void Check(bool valid, string name)
    {
        if (!valid) throw new ArgumentException($"The training option {name} is outside its range.", name);
    }
}
