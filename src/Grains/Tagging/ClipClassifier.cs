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
        Span<double> probabilities = features.Count <= OnStack
            ? stackalloc double[features.Count * EmotionProbabilities.Count]
            : new double[features.Count * EmotionProbabilities.Count];
        for (var i = 0; i < features.Count; i++)
            model.Predict(features[i].Values, probabilities.Slice(i * EmotionProbabilities.Count, EmotionProbabilities.Count));
        return Conclude(trackId, features, model, policy, probabilities);
    }

    /// <summary>Predicts the clips of many tracks in one call of the model; each track as <see cref="Classify"/> does.</summary>
    /// <param name="tracks">The tracks with their clips' features in order; at least one clip each.</param>
    /// <param name="model">The model; it must read the features' schema.</param>
    /// <returns>An answer for each track, in their order.</returns>
    /// <exception cref="ArgumentException">A clip has another number of features than the model reads.</exception>
    public IReadOnlyList<(TrackEmotion Emotion, ImmutableArray<Clip> Clips)> ClassifyMany(IReadOnlyList<TrackFeatures> tracks, IEmotionClassifier model)
    {
        var width = model.Manifest.Features.Count;
        var clips = tracks.Sum(track => track.Features.Count);
        var rows = new float[clips * width];
        var probabilities = new double[clips * EmotionProbabilities.Count];
        var at = 0;
        foreach (var clip in tracks.SelectMany(track => track.Features))
        {
            if (clip.Values.Length != width) throw new ArgumentException($"A clip has {clip.Values.Length} features; {model.Manifest.ModelVersion} reads {width}.", nameof(tracks));
            clip.Values.CopyTo(rows.AsSpan(width * at++, width));
        }

        model.PredictBatch(rows, probabilities);
        var answers = new (TrackEmotion, ImmutableArray<Clip>)[tracks.Count];
        at = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            var (trackId, features, policy) = tracks[i];
            var count = features.Count * EmotionProbabilities.Count;
            answers[i] = Conclude(trackId, features, model, policy, probabilities.AsSpan(at, count));
            at += count;
        }

        return answers;
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

    private (TrackEmotion Emotion, ImmutableArray<Clip> Clips) Conclude(
        string trackId, IReadOnlyList<CachedClipFeatures> features, IEmotionClassifier model, DecisionPolicy? policy, ReadOnlySpan<double> probabilities)
    {
        policy ??= own;
        var now = clock.GetUtcNow();
        var clips = ImmutableArray.CreateBuilder<Clip>(features.Count);
        foreach (var clip in features)
        {
            var one = EmotionProbabilities.From(probabilities.Slice(clips.Count * EmotionProbabilities.Count, EmotionProbabilities.Count));
            var prediction = policy.ToPrediction(one, model.Manifest.ModelVersion, model.Manifest.SchemaId, now);
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

    private EmotionAggregator Aggregator(DecisionPolicy policy) => new(options.Aggregation, policy);

    private const int OnStack = 64;

    // Starts and lengths are stored in milliseconds.
    private const double ClipToleranceS = 0.002;
}

/// <summary>One track of a batch.</summary>
/// <param name="TrackId">The track.</param>
/// <param name="Features">Its clips' features in order; at least one.</param>
/// <param name="Policy">How it is decided upon.</param>
public sealed record TrackFeatures(string TrackId, IReadOnlyList<CachedClipFeatures> Features, DecisionPolicy Policy);
