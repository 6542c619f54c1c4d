using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Drift;

namespace Cluster.Modeling.Tests.Drift;

public sealed class EstimatedQualityTests
{
    [Fact]
    public void Estimate_ThreeRows_EqualsHandComputation()
    {
        // Predicted happy 0.8 and 0.6, sad 0.7; the rest on the other of the two.
        var counts = PredictionCounts.Empty
            .Add(new EmotionProbabilities(0.8, 0.2, 0, 0), TagDecision.Tagged).Add(new EmotionProbabilities(0.6, 0.4, 0, 0), TagDecision.Tagged)
            .Add(new EmotionProbabilities(0.3, 0.7, 0, 0), TagDecision.Tagged);
        var estimate = ConfidenceBasedEstimate.Of(counts)!;
        Assert.Equal(0.7, estimate.Accuracy, 8);

        // Happy: 1.4 right of 2 predicted, 1.7 expected to occur. Sad: 0.7 of 1, 1.3.
        Assert.Equal(2.8 / 3.7, estimate.PerClassF1[EmotionLabel.Happy], 8);
        Assert.Equal(1.4 / 2.3, estimate.PerClassF1[EmotionLabel.Sad], 8);
        Assert.Equal(((2.8 / 3.7) + (1.4 / 2.3)) / 2, estimate.MacroF1, 8);
        Assert.Equal(2, estimate.PerClassF1.Count);
    }

    [Fact]
    public void Estimate_CalibratedModel_IsNearTheTruthThatItDoesNotSee()
    {
        var (counts, rows) = Simulate(truthsFollowProbabilities: true);
        var (estimate, truth) = (ConfidenceBasedEstimate.Of(counts)!, LabelledQuality.Of(rows));
        Assert.InRange(estimate.MacroF1 - truth.MacroF1, -0.02, 0.02);
        Assert.InRange(estimate.Accuracy - truth.Accuracy, -0.02, 0.02);
        Assert.InRange(truth.CalibrationError, 0, 0.03);
    }

    [Fact]
    public void Estimate_EmotionsThatHaveChangedTheirMeaning_IsBlind()
    {
        // The stated blind spot, so that nobody takes the estimate for more than it is.
        var (counts, rows) = Simulate(truthsFollowProbabilities: false);
        Assert.True(LabelledQuality.Of(rows).MacroF1 < 0.3);
        Assert.True(ConfidenceBasedEstimate.Of(counts)!.MacroF1 > 0.6);
    }

    [Fact]
    public void Estimate_NoPredictions_IsNull() => Assert.Null(ConfidenceBasedEstimate.Of(PredictionCounts.Empty));

    [Fact]
    public void Labelled_NoRows_IsZero() => Assert.Equal(new LabelledQuality(0, 0, 0, 0), LabelledQuality.Of([]));

    private static (PredictionCounts Counts, List<(EmotionProbabilities Probabilities, EmotionLabel Truth)> Rows) Simulate(bool truthsFollowProbabilities)
    {
        var random = new Random(8);
        var counts = PredictionCounts.Empty;
        var rows = new List<(EmotionProbabilities, EmotionLabel)>();
        for (var i = 0; i < 6000; i++)
        {
            var weights = Enumerable.Range(0, 4).Select(_ => Math.Exp(4 * random.NextDouble())).ToArray();
            weights[random.Next(4)] *= 8;
            var probabilities = EmotionProbabilities.From([.. weights.Select(weight => weight / weights.Sum())]);
            var truth = EmotionLabel.Happy;
            for (var draw = random.NextDouble() - probabilities[truth]; draw >= 0 && truth < EmotionLabel.Relaxed; draw -= probabilities[truth]) truth++;
            counts = counts.Add(probabilities, TagDecision.Tagged);
            rows.Add((probabilities, truthsFollowProbabilities ? truth : Support.Clips.Next(truth)));
        }

        return (counts, rows);
    }
}
