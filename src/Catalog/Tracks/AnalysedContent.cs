using Cluster.Abstractions.Tracks;

namespace Cluster.Catalog.Tracks;

/// <summary>Everything that one content's audio work yielded: what is cached so that it is never decoded again.</summary>
/// <param name="Key">What the features depend on.</param>
/// <param name="Audio">Length, rate and channels; path, size and time are those of the file that was read.</param>
/// <param name="Clips">All clips in order of their start.</param>
public sealed record AnalysedContent(FeatureCacheKey Key, AudioSource Audio, IReadOnlyList<CachedClipFeatures> Clips)
{
    /// <summary>What the same decode yielded under other schemas; kept with it, each under a key of its own.</summary>
    public IReadOnlyList<AnalysedContent> Beside { get; init; } = [];

    /// <summary>The clips under a schema; null when they were not computed, or the schema does not take them.</summary>
    /// <param name="schemaId">The schema.</param>
    public IReadOnlyList<CachedClipFeatures>? ClipsOf(string schemaId) =>
        Key.SchemaId == schemaId ? Clips : Beside.FirstOrDefault(other => other.Key.SchemaId == schemaId)?.Clips;
}
