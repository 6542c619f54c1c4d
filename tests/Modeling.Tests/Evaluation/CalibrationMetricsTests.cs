using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Tests.Evaluation;

public sealed class CalibrationMetricsTests
{
    // Confidences 0.9 (right), 0.9 (wrong), 0.7 (right), 0.4 (wrong).
    private static readonly double[] Probabilities =
    [
        0.9, 0.1, 0.0, 0.0,
        0.0, 0.9, 0.1, 0.0,
        0.1, 0.1, 0.7, 0.1,
        0.2, 0.2, 0.2, 0.4,
    ];

    private static readonly EmotionLabel[] Truths = [EmotionLabel.Happy, EmotionLabel.Angry, EmotionLabel.Angry, EmotionLabel.Happy];

    [Fact]
    public void ExpectedCalibrationError_FourRows_EqualsHandComputation()
    {
        // Bin of 0.9: |1 - 1.8| = 0.8; of 0.7: |1 - 0.7| = 0.3; of 0.4: |0 - 0.4| = 0.4; together 1.5 of 4 rows.
        Assert.Equal(1.5 / 4, CalibrationMetrics.ExpectedCalibrationError(Probabilities, Truths), 12);
    }

    [Fact]
    public void ExpectedCalibrationError_RightAndWrongCancelInsideABin_IsZero()
    {
        double[] even = [0.5, 0.5, 0, 0, 0.5, 0.5, 0, 0];
        Assert.Equal(0, CalibrationMetrics.ExpectedCalibrationError(even, [EmotionLabel.Happy, EmotionLabel.Sad]), 12);
    }

    [Fact]
    public void ExpectedCalibrationError_BinEdge_BelongsToTheBinBelow()
    {
        // 0.6 = 9/15 exactly is in (8/15, 9/15], 0.61 in the next bin: the two errors do not cancel.
        double[] rows = [0.6, 0.4, 0, 0, 0.61, 0.39, 0, 0];
        Assert.Equal((0.4 + 0.61) / 2, CalibrationMetrics.ExpectedCalibrationError(rows, [EmotionLabel.Happy, EmotionLabel.Sad]), 12);
    }

    [Fact]
    public void Brier_FourRows_EqualsHandComputation()
    {
        // 0.01 + 0.01; 0.81 + 0.81; 0.03 + 0.09; 0.64 + 0.04 + 0.04 + 0.16.
        Assert.Equal((0.02 + 1.62 + 0.12 + 0.88) / 4, CalibrationMetrics.Brier(Probabilities, Truths), 12);
    }

    [Fact]
    public void LogLoss_FourRows_EqualsHandComputation()
    {
        var expected = -(Math.Log(0.9) + Math.Log(0.1) + Math.Log(0.7) + Math.Log(0.2)) / 4;
        Assert.Equal(expected, CalibrationMetrics.LogLoss(Probabilities, Truths), 12);
    }

    [Fact]
    public void LogLoss_ImpossibleTruth_IsBounded() =>
        Assert.Equal(-Math.Log(1e-15), CalibrationMetrics.LogLoss([1, 0, 0, 0], [EmotionLabel.Sad]), 9);

    [Fact]
    public void Metrics_NoRows_AreZero()
    {
        Assert.Equal(0, CalibrationMetrics.ExpectedCalibrationError([], []));
        Assert.Equal(0, CalibrationMetrics.Brier([], []));
        Assert.Equal(0, CalibrationMetrics.LogLoss([], []));
    }

    [Fact]
    public void Metrics_LengthsThatDoNotFit_Throw() =>
        Assert.Throws<ArgumentException>(() => CalibrationMetrics.Brier([0.5, 0.5], [EmotionLabel.Happy]));

    [Fact]
    public void Coverage_Threshold_CountsRowsAtOrAboveIt()
    {
        Assert.Equal(new CoveragePoint(0.75, 0.5, 0.5), CoveragePoint.At(Probabilities, Truths, 0.75));
        Assert.Equal(new CoveragePoint(0.7, 0.75, 2.0 / 3), CoveragePoint.At(Probabilities, Truths, 0.7));
        Assert.Equal(new CoveragePoint(0.95, 0, null), CoveragePoint.At(Probabilities, Truths, 0.95));
    }
}
