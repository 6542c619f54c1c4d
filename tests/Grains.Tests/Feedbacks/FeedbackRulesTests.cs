using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Tracks;
using Cluster.Grains.Feedbacks;

namespace Cluster.Grains.Tests.Feedbacks;

public sealed class FeedbackRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Prediction Sad = DecisionPolicy.Default.ToPrediction(new(0.1, 0.7, 0.1, 0.1), "lr-1", "s", Now.AddDays(-1));

    private static readonly Track Tagged = new()
    {
        TrackId = "t",
        Emotion = new TrackEmotion(Sad, AggregationMethod.Mean, 2),
        Clips = [new Clip { TrackId = "t", Index = 0, StartS = 0, DurationS = 30, Prediction = Sad }, new Clip { TrackId = "t", Index = 1, StartS = 12.3456789, DurationS = 30 }],
    };

    [Theory]
    [InlineData(FeedbackVerdict.Correct, null, FeedbackVerdict.Correct, EmotionLabel.Sad)]
    [InlineData(FeedbackVerdict.Correct, EmotionLabel.Sad, FeedbackVerdict.Correct, EmotionLabel.Sad)]
    [InlineData(null, EmotionLabel.Sad, FeedbackVerdict.Correct, EmotionLabel.Sad)]
    [InlineData(null, EmotionLabel.Angry, FeedbackVerdict.Incorrect, EmotionLabel.Angry)]
    [InlineData(FeedbackVerdict.Incorrect, EmotionLabel.Angry, FeedbackVerdict.Incorrect, EmotionLabel.Angry)]
    [InlineData(FeedbackVerdict.Incorrect, null, FeedbackVerdict.Incorrect, null)]
    public void Judge_VerdictAndEmotion_FollowFromEachOther(FeedbackVerdict? verdict, EmotionLabel? emotion, FeedbackVerdict expected, EmotionLabel? right)
    {
        var feedback = FeedbackRules.Judge("t", Tagged, Request(verdict, emotion), Now).Feedback!;
        Assert.Equal((expected, right, FeedbackStretch.WholeTrack, Now), (feedback.Verdict, feedback.Emotion, feedback.Stretch, feedback.CreatedAt));
        Assert.Equal(new PredictionSeen(EmotionLabel.Sad, 0.7, "lr-1", "s", Now.AddDays(-1)), feedback.Predicted);
    }

    [Theory]
    [InlineData(FeedbackVerdict.Correct, EmotionLabel.Angry)]
    [InlineData(FeedbackVerdict.Incorrect, EmotionLabel.Sad)]
    [InlineData(null, null)]
    public void Judge_Contradiction_IsRefused(FeedbackVerdict? verdict, EmotionLabel? emotion) =>
        Assert.Equal(FeedbackStatus.Contradiction, FeedbackRules.Judge("t", Tagged, Request(verdict, emotion), Now).Status);

    [Fact]
    public void Judge_OfWhatIsNotThere_SaysWhatIsMissing()
    {
        void AssertRefused(FeedbackStatus status, string part, Track? track, FeedbackRequest request)
        {
            var outcome = FeedbackRules.Judge("t", track, request, Now);
            Assert.Equal((status, null), (outcome.Status, outcome.Feedback));
            Assert.Contains(part, outcome.Reason, StringComparison.Ordinal);
        }

        var request = Request(FeedbackVerdict.Correct, null);
        AssertRefused(FeedbackStatus.NotFound, "no track 't'", null, request);
        AssertRefused(FeedbackStatus.NotFound, "no clip 2", Tagged, request with { ClipIndex = 2 });
        AssertRefused(FeedbackStatus.NotFound, "no clip -1", Tagged, request with { ClipIndex = -1 });
        AssertRefused(FeedbackStatus.NotPredicted, "'t#1'", Tagged, request with { ClipIndex = 1 });
        AssertRefused(FeedbackStatus.NotPredicted, "Track 't'", new Track { TrackId = "t" }, request);
        AssertRefused(FeedbackStatus.OtherVersion, "'lr-1'", Tagged, request with { ModelVersion = "lr-0" });
        Assert.NotNull(FeedbackRules.Judge("t", Tagged, request with { ModelVersion = "lr-1" }, Now).Feedback);
    }

    [Fact]
    public void IsSame_RepeatedRequest_HoldsWhateverThePredictionIsByNow()
    {
        foreach (var request in (FeedbackRequest[])[Request(FeedbackVerdict.Correct, null), Request(null, EmotionLabel.Sad), Request(null, EmotionLabel.Angry), Request(FeedbackVerdict.Incorrect, null)])
        {
            var stored = FeedbackRules.Judge("t", Tagged, request, Now).Feedback!;
            Assert.True(FeedbackRules.IsSame(stored, "t", request));
            Assert.False(FeedbackRules.IsSame(stored, "u", request));
            Assert.False(FeedbackRules.IsSame(stored, "t", request with { ClipIndex = 0 }));
            Assert.False(FeedbackRules.IsSame(stored, "t", request with { Author = new FeedbackAuthor(AnnotatorKind.Annotator, "a") }));
            Assert.False(FeedbackRules.IsSame(stored, "t", request with { Emotion = EmotionLabel.Relaxed }));
            Assert.False(FeedbackRules.IsSame(stored, "t", request with { ModelVersion = "lr-0" }));
        }

        var angry = FeedbackRules.Judge("t", Tagged, Request(null, EmotionLabel.Angry), Now).Feedback!;
        Assert.False(FeedbackRules.IsSame(angry, "t", Request(FeedbackVerdict.Incorrect, null)));
    }

    [Fact]
    public void Resolve_OfOneAuthor_CountsTheLastInOrderOfAcceptance()
    {
        // A clock that went back must not bring an old opinion to life.
        var first = FeedbackRules.Judge("t", Tagged, Request(null, EmotionLabel.Angry), Now).Feedback!;
        var last = FeedbackRules.Judge("t", Tagged, Request(null, EmotionLabel.Relaxed), Now.AddHours(-1)).Feedback!;
        Assert.Equal((EmotionLabel.Relaxed, 1), (FeedbackRules.Resolve([first, last]).Emotion, FeedbackRules.Resolve([first, last]).Voters));
    }

    [Fact]
    public void Resolve_SeveralAuthors_WeighsKindsAndHearsObjections()
    {
        Feedback By(string name, AnnotatorKind kind, EmotionLabel? emotion) => FeedbackRules.Judge(
            "t", Tagged, Request(emotion is null ? FeedbackVerdict.Incorrect : null, emotion) with { Author = new FeedbackAuthor(kind, name) }, Now).Feedback!;
        Assert.Equal(EmotionLabel.Angry, FeedbackRules.Resolve([By("a", AnnotatorKind.User, EmotionLabel.Sad), By("b", AnnotatorKind.Annotator, EmotionLabel.Angry)]).Emotion);
        Assert.Null(FeedbackRules.Resolve([By("a", AnnotatorKind.User, EmotionLabel.Sad), By("b", AnnotatorKind.User, EmotionLabel.Angry)]).Emotion);
        Assert.Null(FeedbackRules.Resolve([By("a", AnnotatorKind.User, null)]).Emotion);
        Assert.Null(FeedbackRules.Resolve([By("a", AnnotatorKind.User, EmotionLabel.Sad), By("b", AnnotatorKind.User, null)]).Emotion);
        Assert.Equal(2, FeedbackRules.Resolve([By("a", AnnotatorKind.User, EmotionLabel.Sad), By("a", AnnotatorKind.Annotator, EmotionLabel.Sad)]).Voters);
        Assert.Null(FeedbackRules.Resolve([]).Emotion);
    }

    private static FeedbackRequest Request(FeedbackVerdict? verdict, EmotionLabel? emotion) =>
        new() { Id = "1", Author = new FeedbackAuthor(AnnotatorKind.User, "a"), Verdict = verdict, Emotion = emotion };
}
