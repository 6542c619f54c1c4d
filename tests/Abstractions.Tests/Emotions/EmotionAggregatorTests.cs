using Cluster.Abstractions.Emotions;
using CsCheck;

namespace Cluster.Abstractions.Tests.Emotions;

public sealed class EmotionAggregatorTests
{
    private static readonly EmotionAggregator Majority = new(AggregationMethod.Majority, DecisionPolicy.Default);
    private static readonly EmotionAggregator Mean = new(AggregationMethod.Mean, DecisionPolicy.Default);

    [Fact]
    public void Majority_AgainstTheMean_FollowsTheVotes()
    {
        Prediction[] clips = [Of(0.51, 0.49, 0, 0), Of(0.51, 0.49, 0, 0), Of(0, 1, 0, 0)];
        Assert.Equal(EmotionLabel.Happy, Majority.Aggregate(clips).Prediction.Label);
        Assert.Equal(0.34, Majority.Aggregate(clips).Prediction.Confidence, 12);
        Assert.Equal(EmotionLabel.Sad, Mean.Aggregate(clips).Prediction.Label);
    }

    [Fact]
    public void Majority_OnATie_TakesTheHigherMeanProbability()
    {
        Prediction[] clips = [Of(0.6, 0.4, 0, 0), Of(0, 0.9, 0.1, 0)];
        Assert.Equal(EmotionLabel.Sad, Majority.Aggregate(clips).Prediction.Label);
    }

    [Fact]
    public void Majority_WhoseWinnerIsLessProbableThanAnother_IsNeverTagged()
    {
        var strict = new EmotionAggregator(AggregationMethod.Majority, new DecisionPolicy(0.5, 0.8));
        var emotion = strict.Aggregate([Of(0.51, 0.49, 0, 0), Of(0.51, 0.49, 0, 0), Of(0, 1, 0, 0)]);
        Assert.Equal((EmotionLabel.Happy, TagDecision.TopTwo), (emotion.Prediction.Label, emotion.Prediction.Decision));
    }

    [Theory]
    [InlineData(0, TagDecision.Tagged)]
    [InlineData(1, TagDecision.Tagged)]
    [InlineData(2, TagDecision.Review)]
    [InlineData(4, TagDecision.Review)]
    public void Aggregate_OfWhichHalfIsOutOfDomain_IsLeftToReview(int outside, TagDecision expected)
    {
        var clips = Enumerable.Range(0, 4).Select(i => i < outside ? Of(0.9, 0.1, 0, 0).ToReview(ReviewReason.OutOfDomain) : Of(0.9, 0.1, 0, 0)).ToArray();
        foreach (var aggregator in (EmotionAggregator[])[Majority, Mean])
        {
            var prediction = aggregator.Aggregate(clips).Prediction;
            Assert.Equal((expected, expected == TagDecision.Review ? ReviewReason.OutOfDomain : null), (prediction.Decision, prediction.Reason));
        }
    }

    [Fact]
    public void Aggregate_OfSeveralVersions_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Mean.Aggregate([Of(1, 0, 0, 0), Of(1, 0, 0, 0) with { ModelVersion = "other" }]));

    [Fact]
    public void Aggregate_OfNothing_IsRefused() => Assert.Throws<ArgumentException>(() => Mean.Aggregate([]));

    [Fact]
    public void Aggregate_OfAnyClips_IsAProbabilityVectorAndDoesNotDependOnOrder() =>
        Gen.Double[0.01, 1].Array[4].Array[1, 12].Sample(raw =>
        {
            Prediction[] clips = [.. raw.Select(w => Of(w[0] / w.Sum(), w[1] / w.Sum(), w[2] / w.Sum(), w[3] / w.Sum()))];
            foreach (var aggregator in (EmotionAggregator[])[Majority, Mean])
            {
                var emotion = aggregator.Aggregate(clips);
                var p = emotion.Prediction.Probabilities;
                Assert.Equal(1, p.Happy + p.Sad + p.Angry + p.Relaxed, 9);
                Assert.Equal(clips.Length, emotion.ClipCount);
                Assert.Equal(p[emotion.Prediction.Label], emotion.Prediction.Confidence);
                Assert.Equal(emotion.Prediction.Label, aggregator.Aggregate([.. clips.Reverse()]).Prediction.Label);
            }
        });

    private static Prediction Of(double happy, double sad, double angry, double relaxed) =>
        DecisionPolicy.Default.ToPrediction(new(happy, sad, angry, relaxed), "lr-1", "s-1", DateTimeOffset.UnixEpoch);
}
