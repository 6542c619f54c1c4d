namespace Cluster.Modeling.Comparison;

/// <summary>How two models are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Resamples of the bootstrap; at least 100, default 2,000.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Seed of the bootstrap; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The confidence from which a model counts as sure, in [0, 1]; default 0.75, as the decision <c>tagged</c>.</summary>
    public double Sure { get; init; } = 0.75;

    /// <summary>Confident disagreements to list; at least 0, default 200.</summary>
    public int MostDisagreements { get; init; } = 200;

    /// <summary>Labelled clips from which a slice is looked at; at least 1, default 30.</summary>
    public int LeastSliceClips { get; init; } = 30;

    /// <summary>How p-values of slices and of classes are corrected; default Holm.</summary>
    public MultipleTesting Correction { get; init; } = MultipleTesting.Holm;

    /// <summary>The smallest difference of accuracies that matters, in (0, 1]; default 0.02.</summary>
    public double SmallestDifference { get; init; } = 0.02;

    /// <summary>The chance to see a difference of that size, in (0, 1); default 0.80.</summary>
    public double Power { get; init; } = 0.80;

    /// <summary>Throws unless every setting is in its range.</summary>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Resamples, 100);
        ArgumentOutOfRangeException.ThrowIfNegative(MostDisagreements);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastSliceClips, 1);
        if (!(Sure is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(Sure), Sure, "Sure must be in [0, 1].");
    }
}
