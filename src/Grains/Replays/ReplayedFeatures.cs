using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Tagging;
using Cluster.Modeling;

namespace Cluster.Grains.Replays;

/// <summary>Finds the cached features that two models need of a track; decodes nothing.</summary>
internal sealed class ReplayedFeatures(ITrackReader reader, TaggingOptions options, IEmotionClassifier champion, IEmotionClassifier candidate)
{
    /// <summary>Finds them.</summary>
    /// <returns>The features under the schemas of the champion and of the candidate, of the same clips; null when either is not cached.</returns>
    public async Task<(IReadOnlyList<CachedClipFeatures> Champion, IReadOnlyList<CachedClipFeatures> Candidate)?> FindAsync(Track track, CancellationToken cancellationToken)
    {
        if (track.Audio is not { } audio || await FindAsync(audio, champion, cancellationToken) is not { } first) return null;
        var second = champion.Manifest.SchemaId == candidate.Manifest.SchemaId ? first : await FindAsync(audio, candidate, cancellationToken);
        return second is null || second.Count != first.Count ? null : (first, second);
    }

    private async Task<IReadOnlyList<CachedClipFeatures>?> FindAsync(AudioSource audio, IEmotionClassifier model, CancellationToken cancellationToken)
    {
        var key = new FeatureCacheKey(audio.ContentHash, model.Manifest.SchemaId, options.ClipLengthS, options.ClipHopS);
        var content = await reader.FindContentAsync(key, cancellationToken);
        return content is { Clips.Count: > 0 } ? content.Clips : null;
    }
}
