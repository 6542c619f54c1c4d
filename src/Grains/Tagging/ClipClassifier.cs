using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Modeling;

namespace Cluster.Grains.Tagging;

/// <summary>Classifies the clips of one track with one model and aggregates them.</summary>
public sealed class ClipClassifier(TaggingOptions options, TimeProvider clock)
{
    private readonly DecisionPolicy own = options.Policy;

    /// <summary>Predicts every clip; all predictions are of the given model and of one time.</summary>
    /// <param name="trackId">The track that the clips belong to.</param>
    /// <param name="features">The clips' features in order; at least one.</param>
    /// <param name="model">The model; it must read the features' schema.</param>
    /// <param name="policy">How it is decided upon; null: by this cluster's settings.</param>
    public (TrackEmotion Emotion, ImmutableArray<Clip> Clips) Classify(
        string trackId, IReadOnlyList<CachedClipFeatures> features, IEmotionClassifier model, DecisionPolicy? policy = null)
    {
        policy ??= own;
        var now = clock.GetUtcNow();
        Span<double> probabilities = stackalloc double[EmotionProbabilities.Count];
        var clips = ImmutableArray.CreateBuilder<Clip>(features.Count);
        foreach (var clip in features)
        {
            model.Predict(clip.Values, probabilities);
            var prediction = policy.ToPrediction(EmotionProbabilities.From(probabilities), model.Manifest.ModelVersion, model.Manifest.SchemaId, now);
            clips.Add(new Clip
            {
                TrackId = trackId,
                Index = clips.Count,
                StartS = clip.StartS,
                DurationS = clip.DurationS,
                Prediction = model.IsOutOfDomain(clip.Values) ? prediction.ToReview(ReviewReason.OutOfDomain) : prediction,
            });
        }

        return (Aggregator(policy).Aggregate([.. clips.Select(clip => clip.Prediction!)]), clips.MoveToImmutable());
    }

    /// <summary>True when a stored track is what this model and these settings would say of the same content.</summary>
    public bool IsCurrent(Track stored, IEmotionClassifier model, DecisionPolicy? policy = null)
    {
        policy ??= own;
        if (stored.Emotion is not { } emotion || stored.Audio is not { } audio) return false;
        if (emotion.Prediction.ModelVersion != model.Manifest.ModelVersion || emotion.Prediction.SchemaId != model.Manifest.SchemaId) return false;
        if (emotion.Method != options.Aggregation) return false;
        var planned = options.Plan.Cut(audio.DurationS).ToList();
        if (planned.Count != stored.Clips.Length || stored.Clips.Any(clip => clip.Prediction is null)) return false;
        for (var i = 0; i < planned.Count; i++)
        {
            if (Math.Abs(planned[i].StartS - stored.Clips[i].StartS) > ClipToleranceS) return false;
            if (Math.Abs(planned[i].DurationS - stored.Clips[i].DurationS) > ClipToleranceS) return false;
        }

        // Thresholds may have changed since: then the same probabilities are decided upon anew.
        return Aggregator(policy).Aggregate([.. stored.Clips.Select(clip => clip.Prediction!)]).Prediction.Decision == emotion.Prediction.Decision
            && stored.Clips.All(clip => clip.Prediction!.DecidedBy(policy).Decision == clip.Prediction!.Decision);
    }

    private EmotionAggregator Aggregator(DecisionPolicy policy) => new(options.Aggregation, policy);

    // Starts and lengths are stored in milliseconds.
    private const double ClipToleranceS = 0.002;
}
