using Cluster.Catalog.Drifts;
using Cluster.Grains.Scoring;
using Cluster.Modeling.Drift;

namespace Cluster.Grains.Drifts;

/// <summary>Counts what one model sees and says, one clip of each recording. Not thread-safe; no allocation while it counts.</summary>
/// <remarks>Clips of one recording are alike. Counted one by one they would pass for more evidence than they are, and what chance explains would be taken for drift.</remarks>
internal sealed class ModelTally
{
    private readonly string version;
    private readonly FeatureBins? bins;
    private readonly int[] places;
    private readonly DriftTally tally;
    private long rows;

    /// <param name="version">The model.</param>
    /// <param name="facts">Its reference; null where it has none: then its predictions are counted and its features are not.</param>
    public ModelTally(string version, ModelFacts? facts)
    {
        this.version = version;
        bins = facts?.Bins;
        places = new int[facts?.Histograms.Features.Count ?? 0];
        tally = new DriftTally(version, places.Length, FeatureBins.Count);
    }

    /// <summary>Counts a recording.</summary>
    /// <exception cref="ArgumentException">Its vector or its probabilities are none of this model; then nothing is counted.</exception>
    public void Add(ScoredTrack track)
    {
        if (track.Clips.IsEmpty) return;
        var index = ClipOf(track);
        if (track.Clips[index].Prediction is not { } prediction) return;
        bins?.Find(track.Features[index].Values, places);
        tally.Add(places, prediction.Probabilities, prediction.Decision);
        rows++;
    }

    /// <summary>What was counted since the last call; null where nothing was, and nothing dropped.</summary>
    public DriftDelta? Take(long dropped)
    {
        if (rows == 0 && dropped == 0) return null;
        var taken = new DriftDelta(version, rows, dropped, tally.Take().ToNumbers());
        rows = 0;
        return taken;
    }

    // Any clip of the recording, the same one each time; not the first, which is often an intro.
    private static int ClipOf(ScoredTrack track)
    {
        var hash = 2166136261u;
        foreach (var letter in track.ContentHash ?? track.TrackId) hash = (hash ^ letter) * 16777619u;
        return (int)(hash % (uint)track.Clips.Length);
    }
}
