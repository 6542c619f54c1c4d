using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Tests.Emotions;

public sealed class DecisionPolicyTests
{
    [Theory]
    [InlineData(0.75, 0.25, 0, 0, TagDecision.Tagged)]
    [InlineData(0.7499, 0.2501, 0, 0, TagDecision.TopTwo)]
    [InlineData(0.1, 0.4, 0.1, 0.4, TagDecision.TopTwo)]
    [InlineData(0.41, 0.38, 0.11, 0.10, TagDecision.Review)]
    [InlineData(0.25, 0.25, 0.25, 0.25, TagDecision.Review)]
    public void Decide_AtTheThresholds_FollowsTheRule(double happy, double sad, double angry, double relaxed, TagDecision expected) =>
        Assert.Equal(expected, DecisionPolicy.Default.Decide(new EmotionProbabilities(happy, sad, angry, relaxed)));

    [Fact]
    public void ToPrediction_Always_CarriesLabelConfidenceAndVersions()
    {
        var prediction = DecisionPolicy.Default.ToPrediction(new(0.1, 0.2, 0.6, 0.1), "lr-1", "s-1", DateTimeOffset.UnixEpoch);
        Assert.Equal(EmotionLabel.Angry, prediction.Label);
        Assert.Equal(0.6, prediction.Confidence);
        Assert.Equal(TagDecision.TopTwo, prediction.Decision);
        Assert.Equal(("lr-1", "s-1", DateTimeOffset.UnixEpoch), (prediction.ModelVersion, prediction.SchemaId, prediction.PredictedAt));
    }

    [Fact]
    public void Top_OnATie_IsTheLowerNumber() => Assert.Equal(EmotionLabel.Sad, new EmotionProbabilities(0.1, 0.4, 0.1, 0.4).Top());
}
