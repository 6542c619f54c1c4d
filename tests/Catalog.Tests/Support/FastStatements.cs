using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Events;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Sql.Backfills;
using Cluster.Catalog.Sql.Drifts;
using Cluster.Catalog.Sql.Events;
using Cluster.Catalog.Sql.Experiments;
using Cluster.Catalog.Sql.Feedbacks;
using Cluster.Catalog.Sql.Replays;
using Cluster.Catalog.Sql.Reviews;
using Cluster.Catalog.Sql.Shadows;
using Cluster.Catalog.Sql.Tracks;
using Cluster.Catalog.Sql.Traffic;
using Cluster.Catalog.Sql.Trainings;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Support;

/// <summary>The statements that must stay fast in a large catalogue.</summary>
internal static class FastStatements
{
    public static TheoryData<string> Statements =>
    [
        TrackRows.Find, TrackRows.FindVersion, TrackRows.FindMany, ClipRows.Find, ClipRows.FindAll, ClipRows.FindMany, FeatureRows.FindSet, FeatureRows.FindClips,
        ListingRows.FindClaimable, ListingRows.FindItems, ListingRows.FindTracks, ChunkRows.FindClaimable, ChunkRows.FindFree, ChunkRows.SumPending, PaceRows.FindStart, ChunkRows.FindPending, ChunkRows.FindHeld, ChunkRows.FindUnfinished,
        JobRows.FindOne, BackfillStore.FindDrained, ItemRows.FindPage, SweepRows.FindOld,
        ReplayStore.FindOne, TrafficStore.FindCells,
        FeedbackRows.FindOne, FeedbackRows.FindStanding, LabelRows.FindStretches, LabelRows.FindPage, ReviewRows.FindInputs, ReviewRows.FindFirst, ReviewRows.FindNext,
        ShadowRows.FindBeyond, ShadowRows.FindExisting, ShadowRows.FindTracks, ShadowRows.FindClips, ShadowRows.FindContradicted, StatisticsRows.FindAll,
        OpenWindowRows.FindCounts, OpenWindowRows.FindAll, ClosedWindowRows.FindOne, ClosedWindowRows.FindJudged, ClosedWindowRows.FindUnjudged, ClosedWindowRows.FindPage,
        ClosedWindowRows.FindPageOfModel, AlertRows.FindOne, LabelFigures.FindLabelled, TrainingRows.FindOne, TrainingRows.FindActive, TrainingRows.FindClaimable, TrainingRows.FindPage,
        .. new AlertQuery[] { new(), new(WithCleared: true), new("m"), new("m", true) }.Select(AlertRows.FindPage),
        ExposureRows.FindOne, ExposureRows.FindCounts,
        .. new FeedbackQuery[] { new(), new() { TrackId = "t" }, new() { Author = "a" }, new() { TrackId = "t", Author = "a" } }.Select(query => new FeedbackSearch(query).Sql),
        .. Enum.GetValues<ItemState>().Select(ItemRows.FindPageOf),
        EventRows.FindMany, EventRows.FindTracks, EventRows.FindPlays, EventRows.FindSalt, EventRows.FindOldest, EventRows.DeleteMany,
        .. new OutcomeQuery[] { new() { Experiment = "e" }, new() { Experiment = "e", From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch } }.Select(query => new OutcomeSearch(query).Sql),
    ];

    public static TheoryData<TrackQuery> Searches =>
    [
        new TrackQuery(),
        new TrackQuery { Sort = TrackSort.ConfidenceAscending },
        new TrackQuery { Sort = TrackSort.ConfidenceDescending },
        new TrackQuery { Sort = TrackSort.ConfidenceDescending, MinConfidence = 0.5 },
        new TrackQuery { Sort = TrackSort.ConfidenceAscending, Emotion = EmotionLabel.Sad },
        new TrackQuery { Sort = TrackSort.ConfidenceDescending, Emotion = EmotionLabel.Sad, MinConfidence = 0.5 },
        new TrackQuery { Sort = TrackSort.ConfidenceAscending, Decision = TagDecision.Review },
        new TrackQuery { Artist = "a" },
        new TrackQuery { Album = "a" },
        new TrackQuery { Genre = "a" },
        new TrackQuery { Year = 1974 },
    ];

    /// <summary>The names of a text's parameters.</summary>
    public static IEnumerable<string> Parameters(string sql) =>
        sql.Split([' ', '(', ')', ',', '=', '>'], StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] == '$').Distinct();
}
