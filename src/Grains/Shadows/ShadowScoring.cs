using System.Collections.Concurrent;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Shadows;
using Cluster.Grains.Scoring;
using Cluster.Modeling;
using Cluster.Modeling.Evaluation;

namespace Cluster.Grains.Shadows;

/// <summary>What becomes of a shadow's scores: they are counted, and those of stored clips wait to be stored.</summary>
internal sealed class ShadowScoring(ScoringBook book, ShadowBench bench, ShadowOutbox outbox, DecisionPolicy policy, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, int> tempoFeatures = new(StringComparer.Ordinal);

    /// <summary>A shadow scored all clips of a recording.</summary>
    public void Scored(ScoredTrack track, IEmotionClassifier shadow, EmotionProbabilities[] probabilities, TimeSpan took)
    {
        var version = shadow.Manifest.ModelVersion;
        var counters = book.Of(version, track.ModelVersion);
        counters.Ended(took);
        counters.Predicted(probabilities.Length, probabilities.Count(one => policy.Decide(one) == TagDecision.Review), Reviews(track));
        bench.Succeeded(version);
        if (!track.Stored || track.ContentHash is not { } hash) return;
        var tempo = tempoFeatures.GetOrAdd(version, static (_, features) => TempoRanges.FindFeature(features), shadow.Manifest.Features);
        var schema = shadow.Manifest.SchemaId;
        var features = track.FeaturesOf(schema)!;
        var now = clock.GetUtcNow();
        var predictions = new ShadowPrediction[probabilities.Length];
        for (var i = 0; i < predictions.Length; i++)
        {
            var bpm = tempo >= 0 ? TempoRanges.Plausible(features[i].Values[tempo]) : null;
            predictions[i] = new ShadowPrediction(version, track.TrackId, track.Clips[i].Index, FeedbackStretch.Of(track.Clips[i]), hash, schema, probabilities[i], bpm, now);
        }

        if (!outbox.TryAdd(predictions)) counters.Unstored(predictions.Length);
    }

    /// <summary>Clips of the answer that a person has to review.</summary>
    public static int Reviews(ScoredTrack track) => track.Clips.Count(clip => clip.Prediction?.Decision == TagDecision.Review);
}
