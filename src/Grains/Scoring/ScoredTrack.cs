using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;

namespace Cluster.Grains.Scoring;

/// <summary>What a model has just said of one recording, with the features that it said it of.</summary>
/// <param name="TrackId">The track; empty for audio that is in no catalogue.</param>
/// <param name="Stored">True when the catalogue holds the answer; false for a prediction at once.</param>
/// <param name="ContentHash">The content's hash; null when it was not taken.</param>
/// <param name="SchemaId">The features' schema.</param>
/// <param name="ModelVersion">The version that answered.</param>
/// <param name="Features">The clips' features in order, as many as <paramref name="Clips"/>.</param>
/// <param name="Clips">The clips with their predictions.</param>
/// <param name="Emotion">The recording's emotion.</param>
/// <param name="Lane">Who waited for it.</param>
public sealed record ScoredTrack(
    string TrackId,
    bool Stored,
    string? ContentHash,
    string SchemaId,
    string ModelVersion,
    IReadOnlyList<CachedClipFeatures> Features,
    ImmutableArray<Clip> Clips,
    TrackEmotion Emotion,
    AnalysisLane Lane)
{
    /// <summary>What else is known of its features; null for nothing.</summary>
    public AnalysedContent? Content { get; init; }

    /// <summary>The clips' features under a schema, as many as there are clips; null when they are not known.</summary>
    /// <param name="schemaId">The schema.</param>
    public IReadOnlyList<CachedClipFeatures>? FeaturesOf(string schemaId) =>
        schemaId == SchemaId ? Features : Content?.ClipsOf(schemaId) is { } features && features.Count == Clips.Length ? features : null;
}
