namespace Cluster.Catalog.Reviews;

/// <summary>What is known of a track's need of review besides its prediction.</summary>
/// <param name="TrackId">The track.</param>
/// <param name="ShadowDisagreement">How much other models contradict, in [0, 1]; null leaves it as it is.</param>
/// <param name="Plays">How often it was played or asked for lately, at least 0; null leaves it as it is.</param>
public sealed record ReviewSignal(string TrackId, double? ShadowDisagreement, long? Plays);
