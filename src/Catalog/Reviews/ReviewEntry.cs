using Cluster.Abstractions.Tracks;

namespace Cluster.Catalog.Reviews;

/// <summary>A track that a person should listen to.</summary>
/// <param name="Track">The track, with its clips.</param>
/// <param name="Score">How much it matters, in [0, 1].</param>
/// <param name="ShadowDisagreement">How much other models contradict, in [0, 1].</param>
/// <param name="Plays">How often it was played or asked for lately.</param>
public sealed record ReviewEntry(Track Track, double Score, double ShadowDisagreement, long Plays);
