using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Tests.Support;
using CsCheck;

namespace Cluster.Modeling.Tests.Comparison;

public sealed class ReplayTests
{
    private static ReplaySummary Replay(IEnumerable<PairedClip> clips, int artists = 50, int flips = 100)
    {
        var tally = new ReplayTally(DecisionPolicy.Default, DecisionPolicy.Default, new RecommenderCost(), artists, flips);
        foreach (var clip in clips) tally.Add(clip);
        return tally.ToSummary();
    }

    [Fact]
    public void Summary_FiveClips_CountsFlipsByClassGenreAndArtist()
    {
        var summary = Replay(
        [
            Clips.Pair(0, EmotionLabel.Happy, EmotionLabel.Sad, artist: "Müzeyyen", genre: "fasıl"),
            Clips.Pair(1, EmotionLabel.Happy, EmotionLabel.Angry, artist: "Muzeyyen", genre: "Fasıl"),
            Clips.Pair(2, EmotionLabel.Happy, EmotionLabel.Happy, artist: "Zeki", genre: "fasıl "),
            Clips.Pair(3, EmotionLabel.Sad, EmotionLabel.Happy, artist: "Zeki", genre: "arabesk"),
            Clips.Pair(4, EmotionLabel.Sad, EmotionLabel.Sad),
        ]);
        Assert.Equal((5, 3, 0.6), (summary.Clips, summary.Flips, summary.FlipShare));
        Assert.Equal(1, summary.Labels[(int)EmotionLabel.Happy][(int)EmotionLabel.Angry]);
        Assert.Equal([new("happy", 3, 2), new("sad", 2, 1), new("angry", 0, 0), new ReplayPart("relaxed", 0, 0)], summary.ByClass);
        Assert.Equal([new("fasıl", 3, 2), new ReplayPart("arabesk", 1, 1)], summary.ByGenre);
        Assert.Equal([new("Müzeyyen", 2, 2), new ReplayPart("Zeki", 2, 1)], summary.ByArtist);
    }

    [Fact]
    public void Summary_Decisions_GiveReviewLoadBeforeAndAfter()
    {
        var unsure = new EmotionProbabilities(0.4, 0.3, 0.2, 0.1);
        var clip = Clips.Pair(0, EmotionLabel.Happy, EmotionLabel.Happy);
        var summary = Replay(
        [
            clip with { Champion = unsure },
            Clips.Pair(1, EmotionLabel.Happy, EmotionLabel.Happy) with { Champion = unsure, Candidate = unsure },
            Clips.Pair(2, EmotionLabel.Happy, EmotionLabel.Happy) with { Champion = new EmotionProbabilities(0.5, 0.4, 0.1, 0) },
        ]);
        Assert.Equal((2, 1), (summary.ReviewBefore, summary.ReviewAfter));
        Assert.Equal(1, summary.Decisions[(int)TagDecision.TopTwo][(int)TagDecision.Tagged]);
        Assert.Equal(3, summary.Decisions.Sum(row => row.Sum()));

        // Errors expected: 0.6, 0.6, 0.5 before; 0.15, 0.6, 0.15 after.
        Assert.Equal(1.7 / 3, summary.ChampionExpectedError, 12);
        Assert.Equal(0.3, summary.CandidateExpectedError, 12);
        Assert.True(summary.ChangeOfUse.Low > 0);
    }

    [Fact]
    public void Summary_MoreFlipsThanListed_KeepsTheSurest()
    {
        var clips = Enumerable.Range(0, 50).Select(i => Clips.Pair(i, EmotionLabel.Sad, EmotionLabel.Happy) with { Candidate = Clips.Sure(EmotionLabel.Happy, 0.5 + (((i * 7) % 50) / 100.0)) });
        var listed = Replay(clips, flips: 5).SurestFlips;
        Assert.Equal([0.99, 0.98, 0.97, 0.96, 0.95], listed.Select(flip => Math.Round(flip.Confidence, 9)));
    }

    [Fact]
    public void Summary_NoClips_IsZero()
    {
        var summary = Replay([]);
        Assert.Equal((0, 0.0, 0, 0), (summary.Clips, summary.FlipShare, summary.ReviewBefore, summary.ReviewAfter));
    }

    [Fact]
    public void Add_BadProbabilities_NamesTheClip() => Assert.Contains(
        "t3#0",
        Assert.Throws<ArgumentException>(() => Replay([Clips.Pair(3, EmotionLabel.Sad, EmotionLabel.Sad) with { Champion = default }])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ChangeOfUse_TenPointsOfError_IsTheStatedRange()
    {
        var change = new RecommenderCost().ChangeOfUse(new Interval(0.10, 0.10));
        Assert.Equal(-0.15, change.Low, 12);
        Assert.Equal(-0.10, change.High, 12);
        var gain = new RecommenderCost().ChangeOfUse(new Interval(-0.10, -0.10));
        Assert.Equal((1 / 0.90) - 1, gain.Low, 12);
        Assert.Equal((1 / 0.85) - 1, gain.High, 12);
    }

    [Fact]
    public void ChangeOfUse_AnyError_NeverLosesMoreThanAllAndFallsWithError() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[0, 0.5]).Sample((error, more) =>
        {
            var (one, other) = (new RecommenderCost().ChangeOfUse(new Interval(error, error)), new RecommenderCost().ChangeOfUse(new Interval(error + more, error + more)));
            return one.Low > -1 && one.Low <= one.High && other.Low <= one.Low && other.High <= one.High;
        });

    [Fact]
    public void ChangeOfUse_FallsInTheWrongOrder_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecommenderCost(0.2, 0.1).ChangeOfUse(new Interval(0, 0)));
}
