using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Comparison;

/// <summary>Counts what a candidate would change, clip by clip, so that a whole catalogue can stream through it.</summary>
/// <param name="before">The thresholds that hold now.</param>
/// <param name="after">The thresholds that would hold.</param>
/// <param name="cost">What error costs.</param>
/// <param name="mostArtists">Artists to list; at least 0.</param>
/// <param name="mostFlips">Flips to list; at least 0.</param>
/// <remarks>Holds one counter per genre and artist, nothing per clip. Not thread-safe. The order of clips does not matter, but for the last digits of means.</remarks>
public sealed class ReplayTally(DecisionPolicy before, DecisionPolicy after, RecommenderCost cost, int mostArtists = 50, int mostFlips = 100)
{
    private const int DecisionCount = 3;

    // The least sure flip comes out first, so that the surest stay.
    private readonly PriorityQueue<ReplayFlip, ReplayFlip> surest = new(Comparer<ReplayFlip>.Create((a, b) => -Order(a, b)));
    private readonly Dictionary<string, Counter> genres = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Counter> artists = new(StringComparer.Ordinal);
    private readonly ConfusionMatrix labels = new();
    private readonly long[,] decisions = new long[DecisionCount, DecisionCount];
    private double championError;
    private double candidateError;

    /// <summary>Counts a clip.</summary>
    /// <exception cref="ArgumentException">Its probabilities are not probabilities; the message names the clip.</exception>
    public void Add(PairedClip clip)
    {
        PairedClip.Check(clip.Clip, clip.Champion, "champion");
        PairedClip.Check(clip.Clip, clip.Candidate, "candidate");
        var (from, to) = (clip.Champion.Top(), clip.Candidate.Top());
        var flip = from != to;
        labels.Add(from, to);
        decisions[(int)before.Decide(clip.Champion), (int)after.Decide(clip.Candidate)]++;
        championError += 1 - clip.Champion[from];
        candidateError += 1 - clip.Candidate[to];
        Count(genres, clip.Genre, flip);
        Count(artists, clip.Artist, flip);
        if (!flip || mostFlips == 0) return;
        var found = new ReplayFlip(clip.Clip, from, to, clip.Candidate[to]);
        surest.Enqueue(found, found);
        if (surest.Count > mostFlips) surest.Dequeue();
    }

    /// <summary>What has been counted so far.</summary>
    public ReplaySummary ToSummary()
    {
        var clips = labels.Total;
        var (champion, candidate) = clips == 0 ? (0, 0) : (championError / clips, candidateError / clips);
        return new ReplaySummary
        {
            Clips = clips,
            Flips = Enum.GetValues<EmotionLabel>().Sum(FlipsOf),
            Labels = labels.ToArray(),
            Decisions = [.. Enumerable.Range(0, DecisionCount).Select(from => Enumerable.Range(0, DecisionCount).Select(to => decisions[from, to]).ToArray())],
            ByClass = [.. Enum.GetValues<EmotionLabel>().Select(label => new ReplayPart(label.ToName(), labels.Support(label), FlipsOf(label)))],
            ByGenre = [.. Parts(genres)],
            ByArtist = [.. Parts(artists).Where(part => part.Flips > 0).Take(mostArtists)],
            SurestFlips = [.. surest.UnorderedItems.Select(item => item.Element).Order(Comparer<ReplayFlip>.Create(Order))],
            ChampionExpectedError = champion,
            CandidateExpectedError = candidate,
            ChangeOfUse = cost.ChangeOfUse(new Interval(candidate - champion, candidate - champion)),
        };
    }

    private static void Count(Dictionary<string, Counter> counters, string? name, bool flip)
    {
        if (string.IsNullOrWhiteSpace(name)) return;
        var key = PairedClip.Fold(name);
        if (!counters.TryGetValue(key, out var counter)) counters[key] = counter = new Counter(name.Trim());
        counter.Clips++;
        if (flip) counter.Flips++;
    }

    private static IEnumerable<ReplayPart> Parts(Dictionary<string, Counter> counters) =>
        counters.Values.Select(counter => new ReplayPart(counter.Name, counter.Clips, counter.Flips))
            .OrderByDescending(part => part.Flips).ThenByDescending(part => part.Share).ThenBy(part => part.Name, StringComparer.Ordinal);

    private static int Order(ReplayFlip a, ReplayFlip b)
    {
        var order = b.Confidence.CompareTo(a.Confidence);
        if (order == 0) order = string.CompareOrdinal(a.Clip.TrackId, b.Clip.TrackId);
        return order == 0 ? a.Clip.Index.CompareTo(b.Clip.Index) : order;
    }

    private long FlipsOf(EmotionLabel label) => labels.Support(label) - labels[label, label];

    // A genre or artist may be spelt in several ways: the first spelling names it.
    private sealed class Counter(string name)
    {
        public string Name { get; } = name;

        public long Clips { get; set; }

        public long Flips { get; set; }
    }
}
