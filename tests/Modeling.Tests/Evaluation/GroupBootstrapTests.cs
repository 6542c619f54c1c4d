using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Evaluation;

public sealed class GroupBootstrapTests
{
    private const int Tables = 60;

    [Fact]
    public void Intervals_CalibrationError_AlwaysHoldsTheFigure()
    {
        for (var seed = 0; seed < Tables; seed++)
        {
            var scored = Sample(seed, rows: 120, overconfidence: seed % 3 * 0.1);
            var interval = GroupBootstrap.Intervals(scored, 200, 1).CalibrationError;
            var figure = CalibrationMetrics.ExpectedCalibrationError(scored.Calibrated, scored.Truths);
            Assert.InRange(figure, interval.Low, interval.High);
            Assert.InRange(interval.Low, 0, 1);
            Assert.True(interval.High > figure);
        }
    }

    // The true error: 0.05 and 0.1 of confidences between 0.4 and 1. Plain percentiles hold 0.05 in about 8 of 60 tables.
    [Theory]
    [InlineData(0.05, 51)]
    [InlineData(0.1, 51)]
    public void Intervals_CalibrationErrorOfSmallTables_HoldTheTruth(double overconfidence, int least)
    {
        var held = Enumerable.Range(0, Tables).Count(seed =>
        {
            var interval = GroupBootstrap.Intervals(Sample(seed, rows: 250, overconfidence), 300, 1).CalibrationError;
            return interval.Low <= overconfidence && overconfidence <= interval.High;
        });
        Assert.InRange(held, least, Tables);
    }

    [Fact]
    public void Intervals_Accuracy_HoldsTheTruthAboutAsOftenAsItSays()
    {
        // Right with probability 0.7 whatever the confidence.
        var held = Enumerable.Range(0, 100).Count(seed =>
        {
            var random = new Random(seed);
            var scored = new ScoredRows();
            for (var i = 0; i < 200; i++) Add(scored, i, i, random.NextDouble() < 0.7, 0.7);
            var interval = GroupBootstrap.Intervals(scored, 300, 1).Accuracy;
            return interval.Low <= 0.7 && 0.7 <= interval.High;
        });
        Assert.InRange(held, 88, 100);
    }

    [Fact]
    public void Intervals_RowsInGroups_AreWiderThanRowsAlone()
    {
        ScoredRows alone = new(), grouped = new();
        for (var i = 0; i < 300; i++)
        {
            var right = i / 10 % 3 > 0;                       // the rows of a group are right or wrong together
            Add(alone, i, i, right, 0.7);
            Add(grouped, i, i / 10, right, 0.7);
        }

        var (narrow, wide) = (GroupBootstrap.Intervals(alone, 500, 1).Accuracy, GroupBootstrap.Intervals(grouped, 500, 1).Accuracy);
        Assert.True(wide.High - wide.Low > 2 * (narrow.High - narrow.Low));
    }

    [Fact]
    public void Intervals_SameSeed_AreTheSame()
    {
        var scored = Sample(1, 100, 0.1);
        Assert.Equal(GroupBootstrap.Intervals(scored, 100, 4), GroupBootstrap.Intervals(scored, 100, 4));
        Assert.NotEqual(GroupBootstrap.Intervals(scored, 100, 4), GroupBootstrap.Intervals(scored, 100, 5));
    }

    // Confidences spread over [0.4, 1]; the chance to be right is lower by the overconfidence.
    private static ScoredRows Sample(int seed, int rows, double overconfidence)
    {
        var random = new Random(seed);
        var scored = new ScoredRows();
        for (var i = 0; i < rows; i++)
        {
            var confidence = 0.4 + (0.599 * random.NextDouble());
            Add(scored, i, i, random.NextDouble() < confidence - overconfidence, confidence);
        }

        return scored;
    }

    private static void Add(ScoredRows scored, int row, int group, bool right, double confidence) =>
        scored.Add(row, group, EmotionLabel.Happy, right ? EmotionLabel.Happy : EmotionLabel.Sad, confidence);
}
