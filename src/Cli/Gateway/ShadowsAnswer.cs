namespace Cluster.Cli.Gateway;

/// <summary>The shadows and how they do.</summary>
internal sealed record ShadowsAnswer(bool Stopped, string? Champion, IReadOnlyList<ShadowAnswer> Shadows);

/// <summary>One shadow.</summary>
internal sealed record ShadowAnswer(string Version, string? State, ShadowTrafficAnswer? Traffic, IReadOnlyList<ShadowSiloAnswer> Silos);

/// <summary>A shadow on one silo.</summary>
internal sealed record ShadowSiloAnswer(string Silo, string State, string? Problem);

/// <summary>What a shadow did.</summary>
internal sealed record ShadowTrafficAnswer(
    long Requests,
    long Failed,
    long Dropped,
    long Benched,
    long Unstored,
    long Hangs,
    long Predictions,
    long Reviews,
    long ChampionReviews,
    double? ScoringP50Seconds,
    double? ScoringP95Seconds,
    double? ChampionP95Seconds);
