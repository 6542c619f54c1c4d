using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Explanations;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Tagging;
using Cluster.Grains.Work;
using Cluster.Modeling.Explanations;

namespace Cluster.Grains.Explanations;

/// <summary>Explains one clip and keeps what it found for as long as the track's row stays the same. Rules are in <see cref="ExplanationRules"/>.</summary>
[ShortLived]
public sealed class ExplanationGrain(ITrackReader tracks, RowExplainer explainer, TaggingOptions tagging) : Grain, IExplanationGrain
{
    private readonly Dictionary<ExplanationMethod, (long Version, Explanation Explanation)> known = [];

    /// <inheritdoc/>
    public async Task<ExplainOutcome> ExplainAsync(ExplainRequest request, CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        if (!ClipId.TryParse(key, out var id)) return ExplainOutcome.Failed(ExplainStatus.NotFound, $"'{key}' is no clip id: it must be trackId#index.");
        var track = await tracks.FindAsync(id.TrackId, cancellationToken);
        var (clip, failure) = ExplanationRules.Find(id, track);
        if (failure is not null) return failure;
        if (known.TryGetValue(request.Method, out var cached) && cached.Version == track!.Version) return Explained(clip!, cached.Explanation, request);

        var prediction = clip!.Prediction!;
        var content = await tracks.FindContentAsync(
            new FeatureCacheKey(track!.Audio!.ContentHash, prediction.SchemaId, tagging.ClipLengthS, tagging.ClipHopS), cancellationToken);
        if (ExplanationRules.VectorOf(clip, content) is not { } vector) return ExplanationRules.NotCached(clip);
        var row = await explainer.ExplainAsync(prediction.ModelVersion, vector, request.Method, cancellationToken);
        if (row.Explanation is not { } explanation) return ExplainOutcome.Failed(row.Status, row.Reason!, clip);
        if (!ExplanationRules.IsSame(prediction.Probabilities, explanation.Probabilities)) return ExplanationRules.Changed(clip);
        known[request.Method] = (track.Version, explanation);
        return Explained(clip, explanation, request);
    }

    private static ExplainOutcome Explained(Clip clip, Explanation explanation, ExplainRequest request) =>
        new(ExplainStatus.Explained, clip, ExplanationShape.Of(explanation, request));
}
