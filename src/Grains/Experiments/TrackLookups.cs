using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;

namespace Cluster.Grains.Experiments;

/// <summary>Shows stored tracks as somebody is to see them, and logs that they did.</summary>
public sealed class TrackLookups(IScoringRouter router, IExposureLog exposures, TimeProvider clock)
{
    /// <summary>A track as a user is to see it. Nothing is scored and nothing of the track is written.</summary>
    /// <param name="track">The track as it is stored.</param>
    /// <param name="user">The user who asks; null when nobody is named.</param>
    public TrackLookup Show(Track track, string? user)
    {
        var route = router.RouteLookup(track, user);
        if (route.Assignments.IsEmpty && route.Stored.IsEmpty) return new TrackLookup(track, []) { IsForEverybody = route.IsForEverybody };
        var now = clock.GetUtcNow();
        var version = track.Emotion?.Prediction.ModelVersion ?? string.Empty;
        exposures.Record(route.Assignments.Select(assignment => assignment.ToExposure(version, false, now)));
        return new TrackLookup(route.Policy is { } policy ? Decide(track, policy) : track, [.. route.Assignments.Concat(route.Stored).Select(assignment => assignment.ToTag())]) { IsForEverybody = route.IsForEverybody };
    }

    /// <summary>A track whose probabilities are decided upon by other thresholds.</summary>
    internal static Track Decide(Track track, DecisionPolicy policy)
    {
        if (track.Emotion is not { } emotion || track.Clips.Length == 0 || track.Clips.Any(clip => clip.Prediction is null)) return track;
        var clips = track.Clips.Select(clip => clip with { Prediction = clip.Prediction!.DecidedBy(policy) }).ToArray();
        var decision = new EmotionAggregator(emotion.Method, policy).Aggregate([.. clips.Select(clip => clip.Prediction!)]).Prediction.Decision;
        return track with { Clips = [.. clips], Emotion = emotion with { Prediction = emotion.Prediction with { Decision = decision } } };
    }
}
