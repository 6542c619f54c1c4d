using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Tracks;
using Cluster.Modeling.Importing;

namespace Cluster.Grains.Trainings;

/// <summary>Labelled clips with their features, and what was left out. Not thread-safe.</summary>
public sealed class LabelledClipSet
{
    private readonly long[] byEmotion = new long[EmotionProbabilities.Count];

    /// <summary>The clips, each with the stretch that labels it, its id and its vector.</summary>
    public List<(AudioEntry Entry, string Id, float[] Values)> Clips { get; } = [];

    /// <summary>Labels that gave at least one clip, in the order of the emotions' numbers.</summary>
    public IReadOnlyList<long> ByEmotion => byEmotion;

    /// <summary>Tracks whose audio was analysed, because nothing was cached or it had changed.</summary>
    public int Analysed { get; internal set; }

    /// <summary>Tracks that gave no clip, and why.</summary>
    public SortedDictionary<string, string> Failed { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds the clips of a track that are labelled. A clip's own label goes before the track's.</summary>
    internal void Add(string trackId, string path, IReadOnlyList<CachedClipFeatures> features, IReadOnlyList<TrackLabel> labels)
    {
        var whole = labels.FirstOrDefault(label => label.Stretch.IsWholeTrack);
        var parts = labels.Where(label => !label.Stretch.IsWholeTrack).ToDictionary(label => label.Stretch.StartMicroseconds);
        var used = new HashSet<FeedbackStretch>();
        for (var index = 0; index < features.Count; index++)
        {
            var clip = features[index];
            var label = parts.GetValueOrDefault((long)Math.Round(clip.StartS * 1e6)) ?? whole;
            if (label is null) continue;
            if (used.Add(label.Stretch)) byEmotion[(int)label.Emotion]++;
            Clips.Add((
                new AudioEntry(path, label.Emotion, trackId, label.Metadata.Artist, TimeSpan.FromSeconds(clip.StartS), TimeSpan.FromSeconds(clip.DurationS), label.Metadata.Genre),
                new ClipId(trackId, index).ToString(),
                clip.Values));
        }

        if (used.Count == 0) Failed[trackId] = "no clip of it is where the label is: it was cut otherwise then";
    }
}
