using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Training;

public sealed class TemperatureScalingTests
{
    private const double Never = double.NegativeInfinity;

    [Fact]
    public void Fit_TwoClassesThreeOfFourRight_EqualsClosedForm()
    {
        // Every row scores 1 against -1, 3 of 4 rightly: the optimum has sigmoid(2 / T) = 3/4, so T = 2 / ln 3.
        double[] scores = [1, -1, Never, Never, 1, -1, Never, Never, 1, -1, Never, Never, 1, -1, Never, Never];
        EmotionLabel[] labels = [EmotionLabel.Happy, EmotionLabel.Happy, EmotionLabel.Happy, EmotionLabel.Sad];
        Assert.Equal(2 / Math.Log(3), TemperatureScaling.Fit(scores, labels), 9);
    }

    [Fact]
    public void Fit_AllRight_StopsAtTheLeast() =>
        Assert.Equal(TemperatureScaling.Least, TemperatureScaling.Fit([3, 0, 0, 0], [EmotionLabel.Happy]), 6);

    [Fact]
    public void Fit_WorseThanChance_StopsAtTheGreatest() =>
        Assert.Equal(TemperatureScaling.Greatest, TemperatureScaling.Fit([3, 0, 0, 0], [EmotionLabel.Sad]), 6);

    [Fact]
    public void Fit_NoRows_IsOne() => Assert.Equal(1, TemperatureScaling.Fit([], []));

    [Fact]
    public void Fit_TruthThatWasNotTrained_IsLeftOut()
    {
        double[] scores = [1, -1, Never, Never, 1, -1, Never, Never];
        double[] more = [.. scores, 5, 2, Never, Never];
        EmotionLabel[] labels = [EmotionLabel.Happy, EmotionLabel.Sad];
        Assert.Equal(TemperatureScaling.Fit(scores, labels), TemperatureScaling.Fit(more, [.. labels, EmotionLabel.Angry]), 9);
    }

    [Fact]
    public void Fit_RandomScores_NoOtherTemperatureHasALesserLoss()
    {
        var random = new Random(4);
        var scores = Enumerable.Range(0, 400).Select(_ => (random.NextDouble() * 6) - 3).ToArray();
        EmotionLabel[] labels = [.. Enumerable.Range(0, 100).Select(i => (EmotionLabel)Array.IndexOf(scores[(i * 4)..((i * 4) + 4)], scores[(i * 4)..((i * 4) + 4)].Max()))];
        for (var i = 0; i < 40; i++) labels[i] = (EmotionLabel)random.Next(4);
        var best = TemperatureScaling.Fit(scores, labels);
        foreach (var factor in (double[])[0.9, 0.99, 1.01, 1.1]) Assert.True(Loss(scores, labels, best) <= Loss(scores, labels, best * factor));
    }

    [Fact]
    public void Softmax_GreatScores_DoNotOverflow()
    {
        double[] scores = [1e5, 1e5, -1e5, Never];
        Softmax.Apply(scores, 0.5);
        Assert.Equal([0.5, 0.5, 0, 0], scores);
    }

    private static double Loss(double[] scores, EmotionLabel[] labels, double temperature)
    {
        var probabilities = scores.ToArray();
        for (var i = 0; i < labels.Length; i++) Softmax.Apply(probabilities.AsSpan(i * 4, 4), temperature);
        return CalibrationMetrics.LogLoss(probabilities, labels);
    }
}
