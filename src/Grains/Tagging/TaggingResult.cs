using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Experiments;
using Cluster.Grains.Scoring;

namespace Cluster.Grains.Tagging;

/// <summary>What tagging yielded. On success <see cref="Track"/> is set, else <see cref="Failure"/>.</summary>
/// <param name="Track">The track to store.</param>
/// <param name="Content">What audio work yielded; null when none was done.</param>
/// <param name="Unchanged">True when content, schema, model and settings are those of the stored result.</param>
/// <param name="Failure">What went wrong.</param>
public sealed record TaggingResult(Track? Track, AnalysedContent? Content, bool Unchanged, AnalysisFailure? Failure)
{
    /// <summary>What the model said anew, to be told once the track is stored; null when it was not asked.</summary>
    public ScoredTrack? Scored { get; init; }

    /// <summary>What the answer is an exposure of, to be logged once the track is stored; null for none.</summary>
    public ScoringRoute? Route { get; init; }

    /// <summary>Seconds of audio that were decoded.</summary>
    public double AnalysedSeconds => Content?.Audio.DurationS ?? 0;

    /// <summary>An answer.</summary>
    /// <param name="track">The track as it is to be stored, but for the answer; its audio is known.</param>
    /// <param name="content">The features that the answer was made from, as they are cached.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="lane">Who waits.</param>
    internal static TaggingResult Tagged(Track track, AnalysedContent content, RoutedAnswer answer, AnalysisLane lane)
    {
        var model = answer.Route.Model.Manifest;
        var scored = new ScoredTrack(track.TrackId, true, track.Audio!.ContentHash, model.SchemaId, model.ModelVersion, answer.Features, answer.Clips, answer.Emotion, lane);
        return new TaggingResult(track with { Emotion = answer.Emotion, Clips = answer.Clips }, null, false, null)
        {
            Route = answer.Route,
            Scored = scored with { Content = content },
        };
    }

    /// <summary>A failure.</summary>
    public static TaggingResult Failed(AnalysisFailure failure) => new(null, null, false, failure);
}
