namespace Cluster.Featurization.Tests.Golden;

/// <summary>What a reference says about one clip.</summary>
internal sealed record ExpectedFeatures
{
    public required int Samples { get; init; }

    public required int Frames { get; init; }

    public required int Windows { get; init; }

    public required double Tempo { get; init; }

    public required double Tuning { get; init; }

    public required IReadOnlyDictionary<FeatureFamily, FeatureSummary> FrameSummary { get; init; }

    public required IReadOnlyDictionary<FeatureFamily, FeatureSummary> WindowSummary { get; init; }

    /// <summary>The same numbers as the featurizer hands them over, for comparing two references.</summary>
    public ClipFeatures AsClip() => new()
    {
        Samples = Samples,
        Frames = Frames,
        IsSilent = false,
        Windows = Windows,
        Tempo = Tempo,
        Tuning = Tuning,
        FrameSummary = FrameSummary,
        WindowSummary = WindowSummary,
        Vector = [],
    };
}
