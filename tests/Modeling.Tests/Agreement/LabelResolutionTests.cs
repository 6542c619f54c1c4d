using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Modeling.Agreement;
using CsCheck;

namespace Cluster.Modeling.Tests.Agreement;

public sealed class LabelResolutionTests
{
    private static readonly LabelResolutionOptions Options = new();
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<LabelVote[]> Votes = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 1000],
        (author, kind, label, against, minute) => new LabelVote($"u{author}", (AnnotatorKind)kind, (EmotionLabel)label, against, Noon.AddMinutes(minute))).Array[0, 12];

    private static LabelVote Vote(string author, EmotionLabel label, AnnotatorKind kind = AnnotatorKind.User, bool against = false, int minute = 0) =>
        new(author, kind, label, against, Noon.AddMinutes(minute));

    [Fact]
    public void Of_Majority_IsTheLabel()
    {
        var resolution = LabelResolution.Of([Vote("a", EmotionLabel.Sad), Vote("b", EmotionLabel.Sad), Vote("c", EmotionLabel.Happy)], Options);
        Assert.Equal((EmotionLabel.Sad, 2.0, 3.0, 3), (resolution.Label, resolution.Weight, resolution.Total, resolution.Voters));
    }

    [Fact]
    public void Of_AnnotatorAgainstAUser_Wins() =>
        Assert.Equal(EmotionLabel.Angry, LabelResolution.Of([Vote("a", EmotionLabel.Sad), Vote("b", EmotionLabel.Angry, AnnotatorKind.Annotator)], Options).Label);

    [Fact]
    public void Of_Tie_IsNoLabelAndNamesBoth()
    {
        var resolution = LabelResolution.Of([Vote("a", EmotionLabel.Sad), Vote("b", EmotionLabel.Sad), Vote("c", EmotionLabel.Angry, AnnotatorKind.DataSet)], Options);
        Assert.Null(resolution.Label);
        Assert.Equal("A tie of sad and angry.", resolution.Reason);
    }

    [Fact]
    public void Of_PluralityWithoutMajority_IsNoLabel()
    {
        LabelVote[] votes =
        [
            Vote("a", EmotionLabel.Sad), Vote("b", EmotionLabel.Sad), Vote("c", EmotionLabel.Happy), Vote("d", EmotionLabel.Relaxed),
        ];
        Assert.Null(LabelResolution.Of(votes, Options).Label);
        Assert.Equal(EmotionLabel.Sad, LabelResolution.Of(votes, Options with { LeastShare = 0.4 }).Label);
    }

    [Fact]
    public void Of_VotesAgainst_TakeFromTheirEmotion()
    {
        LabelVote[] votes = [Vote("a", EmotionLabel.Sad), Vote("b", EmotionLabel.Sad, against: true)];
        Assert.Null(LabelResolution.Of(votes, Options).Label);
        Assert.Null(LabelResolution.Of([Vote("b", EmotionLabel.Sad, against: true)], Options).Label);
        Assert.Equal(EmotionLabel.Sad, LabelResolution.Of([.. votes, Vote("c", EmotionLabel.Sad, AnnotatorKind.Annotator)], Options).Label);
    }

    [Fact]
    public void Of_AuthorChangesHerMind_CountsTheLastVoteOnly()
    {
        var resolution = LabelResolution.Of([Vote("a", EmotionLabel.Happy, minute: 5), Vote("a", EmotionLabel.Sad, minute: 3)], Options);
        Assert.Equal((EmotionLabel.Happy, 1), (resolution.Label, resolution.Voters));
    }

    [Fact]
    public void Of_LeastWeight_AsksForMoreThanOneUser()
    {
        var strict = Options with { LeastWeight = 2 };
        Assert.Null(LabelResolution.Of([Vote("a", EmotionLabel.Sad)], strict).Label);
        Assert.Equal(EmotionLabel.Sad, LabelResolution.Of([Vote("a", EmotionLabel.Sad), Vote("b", EmotionLabel.Sad)], strict).Label);
    }

    [Fact]
    public void Of_NobodyVoted_SaysSo() => Assert.Equal("Nobody has voted.", LabelResolution.Of([], Options).Reason);

    [Fact]
    public void Of_WeightOfZero_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => LabelResolution.Of([], Options with { UserWeight = 0 }));

    [Fact]
    public void Of_AnyVotes_OneMoreForTheLabelNeverLosesIt() => Votes.Sample(votes =>
    {
        if (LabelResolution.Of(votes, Options).Label is not { } label) return true;
        return LabelResolution.Of([.. votes, new LabelVote("new", AnnotatorKind.User, label, false, Noon)], Options).Label == label;
    });

    [Fact]
    public void Of_AnyVotesAtDifferentTimes_IgnoresTheirOrder() => Votes.Sample(votes =>
    {
        var timed = votes.DistinctBy(vote => (vote.Author, vote.At)).ToArray();
        return LabelResolution.Of(timed, Options) == LabelResolution.Of([.. timed.Reverse()], Options);
    });
}
