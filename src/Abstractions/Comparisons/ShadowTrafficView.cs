namespace Cluster.Abstractions.Comparisons;

/// <summary>What a version did as a shadow, over all silos and their runs.</summary>
[GenerateSerializer, Immutable, Alias("shadow-traffic-view")]
public sealed record ShadowTrafficView
{
    /// <summary>Recordings that it was to score.</summary>
    [Id(0)] public required long Requests { get; init; }

    /// <summary>Those that it failed on.</summary>
    [Id(1)] public required long Failed { get; init; }

    /// <summary>Recordings that were passed over because too many waited.</summary>
    [Id(2)] public required long Dropped { get; init; }

    /// <summary>Recordings that were passed over because it rested or was out.</summary>
    [Id(3)] public required long Benched { get; init; }

    /// <summary>Predictions that were not stored because the catalogue was too slow.</summary>
    [Id(4)] public required long Unstored { get; init; }

    /// <summary>How often it did not return.</summary>
    [Id(5)] public required long Hangs { get; init; }

    /// <summary>Predictions of clips.</summary>
    [Id(6)] public required long Predictions { get; init; }

    /// <summary>Those of them that a person would have to review.</summary>
    [Id(7)] public required long Reviews { get; init; }

    /// <summary>Predictions of the same clips that the champion made and that a person has to review.</summary>
    [Id(8)] public required long ChampionReviews { get; init; }

    /// <summary>Median time to score a recording, in seconds; null before the first.</summary>
    [Id(9)] public double? ScoringP50Seconds { get; init; }

    /// <summary>What 95 of 100 recordings took at most, in seconds; null before the first.</summary>
    [Id(10)] public double? ScoringP95Seconds { get; init; }

    /// <summary>What 95 of 100 interactive requests took at most that the champion answered, in seconds; null before the first.</summary>
    [Id(11)] public double? ChampionP95Seconds { get; init; }

    /// <summary>When the counting began.</summary>
    [Id(12)] public required DateTimeOffset StartedAt { get; init; }
}
