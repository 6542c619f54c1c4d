using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;
using Cluster.Catalog.Tracks;

namespace Cluster.Grains.Explanations;

/// <summary>Explains the clips on which a fresh prediction rests most.</summary>
public sealed class PredictionExplainer(RowExplainer explainer, ExplainingOptions options)
{
    /// <summary>Explains. The prediction stands whatever becomes of this.</summary>
    /// <param name="emotion">The emotion over all clips.</param>
    /// <param name="clips">The clips with their predictions.</param>
    /// <param name="features">Their features, as many.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<PredictionExplanations> ExplainAsync(
        TrackEmotion emotion, ImmutableArray<Clip> clips, IReadOnlyList<CachedClipFeatures> features, ExplainRequest request, CancellationToken cancellationToken)
    {
        var explained = ImmutableArray.CreateBuilder<ClipExplanation>();
        string? reason = null;
        foreach (var clip in Chosen(emotion, clips, options.ClipsPerPrediction))
        {
            var row = await explainer.ExplainAsync(clip.Prediction!.ModelVersion, features[clip.Index].Values, request.Method, cancellationToken);
            reason = row.Reason;
            if (row.Explanation is not { } explanation) break;
            explained.Add(new ClipExplanation(clip.Index, ExplanationShape.Of(explanation, request)));
        }

        return new PredictionExplanations(explained.ToImmutable(), clips.Length - explained.Count, reason);
    }

    /// <summary>The clips that say what the whole says, the surest first, then the others; as many as wanted, in their order.</summary>
    internal static IEnumerable<Clip> Chosen(TrackEmotion emotion, ImmutableArray<Clip> clips, int most) => clips
        .OrderByDescending(clip => clip.Prediction!.Label == emotion.Prediction.Label)
        .ThenByDescending(clip => clip.Prediction!.Confidence)
        .ThenBy(clip => clip.Index)
        .Take(most)
        .OrderBy(clip => clip.Index);
}
