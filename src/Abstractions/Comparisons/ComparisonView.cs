using System.Collections.Immutable;

namespace Cluster.Abstractions.Comparisons;

/// <summary>Two model versions on the same clips: everything that speaks for or against replacing the one by the other.</summary>
[GenerateSerializer, Immutable, Alias("comparison-view")]
public sealed record ComparisonView
{
    /// <summary>The version that may replace the other.</summary>
    [Id(0)] public required string Candidate { get; init; }

    /// <summary>The version that it may replace.</summary>
    [Id(1)] public required string Champion { get; init; }

    /// <summary>Clips that were compared: those that <see cref="Agreement"/> counts.</summary>
    [Id(2)] public required long Clips { get; init; }

    /// <summary>True when there are more, so that these are a sample by a stable hash. Labelled clips are all in, sampled or not.</summary>
    [Id(3)] public required bool IsSample { get; init; }

    /// <summary>Clips by the champion's emotion, then the candidate's; 4 rows of 4 in the order of the emotions' numbers.</summary>
    [Id(4)] public required ImmutableArray<ImmutableArray<long>> Agreement { get; init; }

    /// <summary>The share of clips that both call the same, in [0, 1].</summary>
    [Id(5)] public required double AgreementShare { get; init; }

    /// <summary>Cohen's kappa of the two; null where chance explains everything.</summary>
    [Id(6)] public double? Kappa { get; init; }

    /// <summary>The confidence from which a model counts as sure.</summary>
    [Id(7)] public required double Sure { get; init; }

    /// <summary>Clips that both are sure of and call differently, the surest first.</summary>
    [Id(8)] public required ImmutableArray<DisagreementView> Disagreements { get; init; }

    /// <summary>How many such clips there are among those compared, listed or not.</summary>
    [Id(9)] public required int AllDisagreements { get; init; }

    /// <summary>Metrics on labelled clips; null without any.</summary>
    [Id(10)] public LabelledView? Labelled { get; init; }

    /// <summary>What a verdict takes.</summary>
    [Id(11)] public required LabelsNeededView Labels { get; init; }

    /// <summary>The verdict.</summary>
    [Id(12)] public required ComparisonVerdict Verdict { get; init; }

    /// <summary>The verdict in words.</summary>
    [Id(13)] public required string Reason { get; init; }

    /// <summary>What the candidate did as a shadow of the champion; null where it has not been one.</summary>
    [Id(14)] public ShadowTrafficView? Traffic { get; init; }
}

/// <summary>What labelled clips say about the accuracies of two versions.</summary>
[GenerateSerializer, Alias("comparison-verdict")]
public enum ComparisonVerdict
{
    /// <summary>Nothing yet.</summary>
    Inconclusive = 0,

    /// <summary>The candidate is better.</summary>
    CandidateBetter = 1,

    /// <summary>The champion is better.</summary>
    ChampionBetter = 2,

    /// <summary>They differ by less than matters.</summary>
    NoDifferenceThatMatters = 3,
}
