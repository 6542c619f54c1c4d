using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Reviews;
using Cluster.Modeling.Tests.Support;
using CsCheck;

namespace Cluster.Modeling.Tests.Agreement;

public sealed class ReviewPriorityTests
{
    private static readonly ReviewPriority Priority = new();

    private static readonly Gen<ReviewCandidate> Candidates = Gen.Select(Gen.Int[0, 2], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Long[0, 100_000],
        (decision, margin, disagreement, plays) => new ReviewCandidate("t", (TagDecision)decision, margin, disagreement, plays));

    [Fact]
    public void Score_Middling_EqualsHandComputation() =>
        //// 0.4 * 0.5 + 0.15 * 0.8 + 0.2 * 0.9 + 0.25 * 0.5.
        Assert.Equal(0.625, Priority.Score(new ReviewCandidate("t", TagDecision.TopTwo, 0.2, 0.9, 100)), 12);

    [Fact]
    public void Score_AnyCandidate_IsMonotoneInEveryPart() => Gen.Select(Candidates, Gen.Double[0, 1], Gen.Long[0, 1000]).Sample((candidate, more, plays) =>
    {
        var score = Priority.Score(candidate);
        return score is >= 0 and <= 1
            && (candidate.Decision == TagDecision.Review || Priority.Score(candidate with { Decision = candidate.Decision + 1 }) > score)
            && Priority.Score(candidate with { Margin = candidate.Margin * more }) >= score
            && Priority.Score(candidate with { ShadowDisagreement = candidate.ShadowDisagreement + ((1 - candidate.ShadowDisagreement) * more) }) >= score - 1e-12
            && Priority.Score(candidate with { Plays = candidate.Plays + plays }) >= score;
    });

    [Fact]
    public void Order_Candidates_PutsWhatMattersFirst()
    {
        ReviewCandidate[] candidates =
        [
            new("sure", TagDecision.Tagged, 0.9, 0, 0),
            new("unheard review", TagDecision.Review, 0.1, 0, 0),
            new("contradicted hit", TagDecision.Tagged, 0.7, 0.95, 1_000_000),
            new("heard review", TagDecision.Review, 0.1, 0, 5000),
            new("b", TagDecision.TopTwo, 0.2, 0, 0),
            new("a", TagDecision.TopTwo, 0.2, 0, 0),
        ];
        Assert.Equal(["heard review", "unheard review", "contradicted hit", "a", "b", "sure"], Priority.Order(candidates).Select(scored => scored.Candidate.Id));
        Assert.Equal("contradicted hit", new ReviewPriority(DecisionWeight: 0.2).Order(candidates)[1].Candidate.Id);
    }

    [Fact]
    public void DisagreementOf_Shadows_CountsTheirConfidence()
    {
        Assert.Equal(0, ReviewCandidate.DisagreementOf(EmotionLabel.Sad, []));
        Assert.Equal(0.45, ReviewCandidate.DisagreementOf(EmotionLabel.Sad, [Clips.Sure(EmotionLabel.Sad), Clips.Sure(EmotionLabel.Happy, 0.9)]), 12);
        Assert.Equal(0.3, ReviewCandidate.MarginOf(new EmotionProbabilities(0.5, 0.2, 0.2, 0.1)), 12);
    }

    [Fact]
    public void Score_BadFigures_NamesTheCandidate()
    {
        foreach (var bad in new[] { new ReviewCandidate("t1", TagDecision.Review, 1.1, 0, 0), new ReviewCandidate("t1", TagDecision.Review, 0, double.NaN, 0), new ReviewCandidate("t1", TagDecision.Review, 0, 0, -1) })
            Assert.Contains("t1", Assert.Throws<ArgumentException>(() => Priority.Score(bad)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReviewPriority(0, 0, 0, 0).Score(new ReviewCandidate("t", TagDecision.Review, 0, 0, 0)));
    }
}
