using System.Runtime.CompilerServices;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Tagging;
using Cluster.Modeling;
using Cluster.Modeling.Comparison;

namespace Cluster.Grains.Replays;

/// <summary>Scores labelled clips with both models. Holds the pairs, of which there is a greatest number.</summary>
/// <param name="classifier">Runs models.</param>
/// <param name="champion">The champion.</param>
/// <param name="candidate">The candidate.</param>
/// <param name="bothSince">When the later of the two was registered: neither was trained on labels that are newer.</param>
internal sealed class LabelledPairs(ClipClassifier classifier, IEmotionClassifier champion, IEmotionClassifier candidate, DateTimeOffset bothSince)
{
    /// <summary>Most clips that are compared.</summary>
    public const int Most = 50_000;

    // A label of a whole track is about all of its clips; so that a long recording does not outweigh the others, some of them stand for it.
    private const int MostOfAWholeTrack = 10;
    private const string Tempo = "tempo";

    private readonly List<PairedClip> pairs = [];
    private readonly int tempoAt = candidate.Manifest.Features.ToList().IndexOf(Tempo);

    /// <summary>The pairs so far.</summary>
    public IReadOnlyList<PairedClip> Pairs => pairs;

    /// <summary>Those whose label is newer than both models.</summary>
    public int Fresh { get; private set; }

    /// <summary>Labelled clips beyond the greatest number.</summary>
    public long LeftOut { get; private set; }

    /// <summary>The labels of each track, track by track.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<TrackLabel>> ByTrackAsync(IFeedbackReader feedback, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var labels = new List<TrackLabel>();
        string? cursor = null;
        do
        {
            var page = await feedback.ListLabelsAsync(cursor, FeedbackQuery.MaxLimit, cancellationToken);
            foreach (var label in page.Items)
            {
                if (labels.Count > 0 && labels[0].TrackId != label.TrackId)
                {
                    yield return labels;
                    labels = [];
                }

                labels.Add(label);
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
        if (labels.Count > 0) yield return labels;
    }

    /// <summary>Scores the labelled clips of a track. One that a model throws on is left out here: the replay itself counts it.</summary>
    public bool Add(Track track, IReadOnlyList<TrackLabel> labels, IReadOnlyList<CachedClipFeatures> ofChampion, IReadOnlyList<CachedClipFeatures> ofCandidate)
    {
        var truths = labels.ToDictionary(label => label.Stretch);
        var whole = truths.GetValueOrDefault(FeedbackStretch.WholeTrack);
        var before = classifier.Classify(track.TrackId, ofChampion, champion).Clips;
        var after = classifier.Classify(track.TrackId, ofCandidate, candidate).Clips;
        var every = Math.Max(1, (int)Math.Ceiling((double)before.Length / MostOfAWholeTrack));
        for (var i = 0; i < before.Length; i++)
        {
            var label = truths.GetValueOrDefault(FeedbackStretch.Of(before[i])) ?? (i % every == 0 ? whole : null);
            if (label is null) continue;
            if (pairs.Count >= Most)
            {
                LeftOut++;
                continue;
            }

            pairs.Add(ReplayScorer.PairOf(track, before[i], after[i], label.Emotion, tempoAt < 0 ? null : ofCandidate[i].Values[tempoAt]));
            if (label.ResolvedAt > bothSince) Fresh++;
        }

        return true;
    }
}
