using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;

namespace Cluster.Gateway.Contracts;

/// <summary>A replay of the catalogue by a candidate.</summary>
/// <param name="Id">The replay's id.</param>
/// <param name="Version">The candidate.</param>
/// <param name="Champion">The champion that it is compared with.</param>
/// <param name="Sample">Tracks of the sample; null for the whole catalogue.</param>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>completed</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="StartedAt">When a silo last began to work on it, from the beginning.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Result">What it found; null unless it is completed.</param>
/// <param name="Comparison">Both models on labelled clips, as a comparison of shadows has it; null where there are none.</param>
public sealed record ReplayJson(
    string Id,
    string Version,
    string Champion,
    int? Sample,
    string State,
    ReplayProgressJson Progress,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string? Error,
    ReplayResult? Result,
    ComparisonJson? Comparison)
{
    /// <summary>A replay's JSON.</summary>
    public static ReplayJson From(Replay replay, ReplayResult? result = null, ComparisonView? comparison = null) => new(
        replay.Id,
        replay.Version,
        replay.Champion,
        replay.Spec.Sample,
        Names.Of(replay.State),
        new ReplayProgressJson(replay.Progress.Tracks, replay.Progress.OfTracks, replay.Progress.Clips, replay.Progress.Missing),
        replay.CreatedAt,
        replay.StartedAt,
        replay.FinishedAt,
        replay.Error,
        result,
        comparison is null ? null : ComparisonJson.From(comparison));
}

/// <summary>How far a replay is.</summary>
/// <param name="Tracks">Tracks that were looked at.</param>
/// <param name="OfTracks">All that will be; null while that is not known.</param>
/// <param name="Clips">Clips that both models have scored.</param>
/// <param name="Missing">Tracks without cached features.</param>
public sealed record ReplayProgressJson(long Tracks, long? OfTracks, long Clips, long Missing);

/// <summary>Asks for a replay.</summary>
/// <param name="Sample">Tracks of a sample, 1 to 100,000; 10,000 unless said otherwise. The same catalogue gives the same sample.</param>
/// <param name="Whole">Whether to replay the whole catalogue instead.</param>
/// <param name="LeastFall">The least share of its use that a recommender loses for every 10 points of error more, in [0, 1); default 0.10.</param>
/// <param name="GreatestFall">The greatest share; default 0.15.</param>
public sealed record StartReplayJson(int? Sample = null, bool Whole = false, double? LeastFall = null, double? GreatestFall = null);
