using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Tagging;
using Cluster.Grains.Work;

namespace Cluster.Grains.Clips;

/// <summary>One clip: a cache of its row and its features for interactive use. Its track's grain writes both.</summary>
[ShortLived]
public sealed class ClipGrain(ITrackReader reader, TaggingOptions options, TimeProvider clock) : Grain, IClipGrain
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(500);

    private Clip? clip;
    private string? contentHash;
    private FeatureVector? features;
    private long? version;
    private long? checkedAt;

    /// <inheritdoc/>
    public async Task<Clip?> GetAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return clip;
    }

    /// <inheritdoc/>
    public async Task<FeatureVector?> GetFeaturesAsync(string schemaId, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        if (clip is null || contentHash is null) return null;
        if (features?.SchemaId == schemaId) return features;
        var key = new FeatureCacheKey(contentHash, schemaId, options.ClipLengthS, options.ClipHopS);
        var content = await reader.FindContentAsync(key, cancellationToken);
        var index = clip.Index;
        if (content is null || index >= content.Clips.Count) return null;
        return features = new FeatureVector(schemaId, ImmutableArray.Create(content.Clips[index].Values));
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (checkedAt is { } at && clock.GetElapsedTime(at) < Freshness) return;
        if (!ClipId.TryParse(this.GetPrimaryKeyString(), out var id)) return;
        var current = await reader.FindVersionAsync(id.TrackId, cancellationToken);
        if (checkedAt is null || current != version)
        {
            var track = await reader.FindAsync(id.TrackId, cancellationToken);
            clip = track is not null && id.Index < track.Clips.Length ? track.Clips[id.Index] : null;
            if (contentHash != track?.Audio?.ContentHash) features = null;
            contentHash = track?.Audio?.ContentHash;
            version = track?.Version;
        }

        checkedAt = clock.GetTimestamp();
    }
}
