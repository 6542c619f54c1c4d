using System.Diagnostics;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Replays;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Tracks;
using Cluster.Catalog.Traffic;
using Cluster.Grains.Tagging;
using Cluster.Modeling;
using Cluster.Modeling.Comparison;

namespace Cluster.Grains.Replays;

/// <summary>Scores tracks with both models and counts what would change. Holds counters, no tracks. Not thread-safe.</summary>
internal sealed class ReplayScorer(ClipClassifier classifier, TaggingOptions options, IEmotionClassifier champion, IEmotionClassifier candidate, ReplaySpec spec)
{
    private const int MostNamed = 100;
    private const int MostWordsOfAnError = 300;

    private readonly ReplayTally tally = new(options.Policy, options.Policy, new RecommenderCost(spec.LeastFall, spec.GreatestFall));
    private readonly long[] times = new long[LatencyHistogram.Bins];
    private readonly List<string> missing = [];
    private long tracks;
    private long clips;
    private long missingTracks;
    private long missingClips;
    private long errors;
    private string? errorExample;
    private long championReviews;
    private long candidateReviews;

    /// <summary>How far it is.</summary>
    /// <param name="ofTracks">All tracks, where that is known.</param>
    public ReplayProgress ProgressOf(long? ofTracks) => new(tracks + missingTracks + errors, ofTracks, clips, missingTracks);

    /// <summary>Counts a track whose features are not cached.</summary>
    public void Miss(Track track)
    {
        missingTracks++;
        missingClips += track.Emotion?.ClipCount ?? 0;
        if (missing.Count < MostNamed) missing.Add(track.TrackId);
    }

    /// <summary>Scores a track. A candidate that throws is counted; a champion that does ends the replay, which has nothing to compare with then.</summary>
    public bool Score(Track track, IReadOnlyList<CachedClipFeatures> ofChampion, IReadOnlyList<CachedClipFeatures> ofCandidate)
    {
        var before = classifier.Classify(track.TrackId, ofChampion, champion);
        var since = Stopwatch.GetTimestamp();
        try
        {
            var after = classifier.Classify(track.TrackId, ofCandidate, candidate);
            times[LatencyHistogram.BinOf(Stopwatch.GetElapsedTime(since) / ofCandidate.Count)]++;
            foreach (var (old, changed) in before.Clips.Zip(after.Clips)) tally.Add(PairOf(track, old, changed, null, null));
            if (before.Emotion.Prediction.Decision == TagDecision.Review) championReviews++;
            if (after.Emotion.Prediction.Decision == TagDecision.Review) candidateReviews++;
        }
        catch (Exception error)
        {
            errors++;
            errorExample ??= error.Message.Length <= MostWordsOfAnError ? error.Message : error.Message[..MostWordsOfAnError];
            return false;
        }

        tracks++;
        clips += ofChampion.Count;
        return true;
    }

    /// <summary>A clip as both models see it.</summary>
    public static PairedClip PairOf(Track track, Clip champion, Clip candidate, EmotionLabel? truth, double? tempo) => new()
    {
        Clip = champion.Id,
        Champion = champion.Prediction!.Probabilities,
        Candidate = candidate.Prediction!.Probabilities,
        Truth = truth,
        Artist = track.Metadata.Artist,
        Genre = track.Metadata.Genre,
        TempoBpm = tempo,
    };

    /// <summary>What was found.</summary>
    /// <param name="fresh">Labelled clips whose label is newer than both models.</param>
    /// <param name="labelledLeftOut">Labelled clips that were not compared.</param>
    public ReplayResult ToResult(int fresh, long labelledLeftOut) => ReplayDocuments.Of(
        tally.ToSummary(),
        spec,
        tracks,
        new ReplayedGaps(missingTracks, missingClips, missing, labelledLeftOut),
        new ReplayedTraffic(errors, errorExample, championReviews, candidateReviews, LatencyHistogram.Of(times).Quantile(0.95).TotalSeconds),
        fresh);
}
