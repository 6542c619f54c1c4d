using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;

namespace Cluster.Grains.Explanations;

/// <summary>What can be explained of a stored clip, and what cannot and why.</summary>
internal static class ExplanationRules
{
    // Starts and lengths are stored in milliseconds; probabilities move in the last digits from one processor to another.
    private const double LeastTimeS = 0.002;
    private const double MostDeviation = 1e-4;

    /// <summary>The clip, and why it cannot be explained; the reason is null when it can.</summary>
    public static (Clip? Clip, ExplainOutcome? Failure) Find(ClipId id, Track? track)
    {
        if (track is null || id.Index >= track.Clips.Length) return (null, ExplainOutcome.Failed(ExplainStatus.NotFound, $"There is no clip '{id}' in the catalogue."));
        var clip = track.Clips[id.Index];
        if (clip.Prediction is null || track.Audio is null)
            return (clip, ExplainOutcome.Failed(ExplainStatus.NotPredicted, $"Clip '{id}' has no prediction yet: tag its track first, by a backfill or by uploading its audio.", clip));
        return (clip, null);
    }

    /// <summary>The vector that the clip's prediction was made of; null when it is not in the cache.</summary>
    public static float[]? VectorOf(Clip clip, AnalysedContent? content)
    {
        if (content is null || clip.Index >= content.Clips.Count) return null;
        var cached = content.Clips[clip.Index];

        // The audio may have been cut otherwise since.
        return Math.Abs(cached.StartS - clip.StartS) <= LeastTimeS && Math.Abs(cached.DurationS - clip.DurationS) <= LeastTimeS ? cached.Values : null;
    }

    /// <summary>Whether the features still give what is stored: else an explanation would be of another answer.</summary>
    public static bool IsSame(EmotionProbabilities stored, EmotionProbabilities explained) =>
        Enum.GetValues<EmotionLabel>().All(emotion => Math.Abs(stored[emotion] - explained[emotion]) <= MostDeviation);

    /// <summary>The features are gone.</summary>
    public static ExplainOutcome NotCached(Clip clip) => ExplainOutcome.Failed(
        ExplainStatus.FeaturesNotCached,
        $"The features of clip '{clip.Id}' under schema '{clip.Prediction!.SchemaId}', as it was cut, are not in the cache: tag the track anew, with `cluster backfill --force` or by uploading its audio.",
        clip);

    /// <summary>The features are others by now.</summary>
    public static ExplainOutcome Changed(Clip clip) => ExplainOutcome.Failed(
        ExplainStatus.FeaturesNotCached,
        $"The cached features of clip '{clip.Id}' no longer give its stored prediction: tag the track anew, with `cluster backfill --force` or by uploading its audio.",
        clip);
}
