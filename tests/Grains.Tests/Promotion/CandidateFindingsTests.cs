using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Grains.Promotion;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Promotion;

namespace Cluster.Grains.Tests.Promotion;

public sealed class CandidateFindingsTests
{
    private static readonly PromotionGateOptions Gates = new() { LeastLabelled = 100, LeastRequests = 100 };

    [Theory]
    // Labelled clips of each (null: never compared), requests of each, and whose comparison and traffic count.
    [InlineData(null, null, null, null, null, null)]
    [InlineData(200, 400, null, null, "shadow", "shadow")]
    [InlineData(null, null, 200, 400, "replay", "replay")]
    [InlineData(100, 100, 500, 500, "shadow", "shadow")]
    [InlineData(99, 99, 100, 100, "replay", "replay")]
    [InlineData(99, 200, 300, 300, "replay", "shadow")]
    [InlineData(300, 20, 20, 300, "shadow", "replay")]
    [InlineData(60, 60, 40, 40, "shadow", "shadow")]
    [InlineData(40, 40, 60, 60, "replay", "replay")]
    [InlineData(0, 5, null, null, "shadow", "shadow")]
    public void Combine_TakesEachFromWhereThereIsEnoughOfIt(int? shadowClips, int? shadowRequests, int? replayClips, int? replayRequests, string? compared, string? traffic)
    {
        var found = CandidateFindings.Combine(Found("shadow", shadowClips, shadowRequests), Found("replay", replayClips, replayRequests), Gates);
        Assert.Equal((compared, traffic), (found.ComparedBy, found.TrafficFrom));
        Assert.Equal((compared is null, traffic is null), (found.Comparison is null, found.Traffic is null));
    }

    [Fact]
    public void Combine_OfAShadowWhoseClipsAreOfTooFewArtists_TakesTheReplay()
    {
        var few = Found("shadow", 200, 200, artists: 2);
        Assert.Equal("replay", CandidateFindings.Combine(few, Found("replay", 100, 100), Gates).ComparedBy);
    }

    private static PromotionFindings Found(string source, int? clips, int? requests, int artists = 20) => new(
        clips is { } count ? Compare(count, artists) : null,
        clips is null ? null : source,
        requests is { } asked ? new TrafficFigures(asked, 0, TimeSpan.Zero, asked, 0, asked, 0) : null,
        requests is null ? null : source);

    // One clip more, which nobody has labelled: a comparison may have no labelled clip.
    private static ModelComparison Compare(int clips, int artists) => ModelComparer.Compare(
        [
            .. Enumerable.Range(0, clips + 1).Select(i => new PairedClip
            {
                Clip = new ClipId($"t{i}", 0),
                Artist = $"a{i % artists}",
                Truth = i == clips ? null : (EmotionLabel)(i % 4),
                Champion = new EmotionProbabilities(1, 0, 0, 0),
                Candidate = new EmotionProbabilities(1, 0, 0, 0),
            }),
        ],
        new ComparisonOptions { Resamples = 100 });
}
