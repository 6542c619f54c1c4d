using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Backfills;

/// <summary>What became of an item.</summary>
/// <param name="Number">The item's number within the job.</param>
/// <param name="State">Tagged, unchanged or failed.</param>
/// <param name="Track">The track to write, whatever version is stored (metadata that are stored and that this one lacks are kept); null when nothing is to be written.</param>
/// <param name="Content">What audio work yielded; null when there was none.</param>
/// <param name="AudioSeconds">Seconds of audio that were analysed.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
public sealed record ItemResult(long Number, ItemState State, Track? Track, AnalysedContent? Content, double AudioSeconds, string? Error)
{
    /// <summary>What the track was tagged with; null where nothing was tagged.</summary>
    public Prediction? Tag => State == ItemState.Tagged ? Track?.Emotion?.Prediction : null;

    /// <summary>How often it was tried for this result; at least 1.</summary>
    public int Tries { get; init; } = 1;

    /// <summary>Seconds that a worker spent on it; 0 where nothing was analysed.</summary>
    public double BusySeconds { get; init; }
}
