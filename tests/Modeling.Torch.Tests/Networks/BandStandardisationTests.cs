using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Torch.Networks;

namespace Cluster.Modeling.Torch.Tests.Networks;

public sealed class BandStandardisationTests
{
    // Two bands of two steps; the second band never varies among the training rows.
    private static readonly LabelledTable Table = new("logmel-v1", ["a", "b", "c", "d"],
    [
        new LabelledRow("1", "1", EmotionLabel.Happy, [-10, -20, 5, 5]),
        new LabelledRow("2", "2", EmotionLabel.Sad, [-30, float.NaN, 5, 5]),
        new LabelledRow("held out", "3", EmotionLabel.Sad, [1000, 1000, 1000, 1000]),
    ]);

    [Fact]
    public void Fit_TrainingRows_TakesMeanAndDeviationOfEachBandWithoutOthers()
    {
        var fitted = BandStandardisation.Fit(Table, [0, 1], bands: 2, steps: 2);
        Assert.Equal([-20f, 5f], fitted.Mean);
        Assert.Equal([(float)Math.Sqrt(200 / 3.0), 0f], fitted.Scale);
    }

    [Fact]
    public void Apply_LevelsMissingFarOffAndConstant_StaysWithinBounds()
    {
        var fitted = new BandStandardisation([-20, 5], [4, 0], steps: 2);
        var levels = new float[4];
        fitted.Apply([-18, float.NaN, 700, 5], levels);
        Assert.Equal([0.5f, 0, 0, 0], levels);
        fitted.Apply([1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity], levels);
        Assert.Equal([BandStandardisation.Limit, -BandStandardisation.Limit, 0, 0], levels);
    }

    [Fact]
    public void Fit_BandWithoutAnyLevel_GivesZeros()
    {
        var table = new LabelledTable("logmel-v1", ["a", "b"], [new LabelledRow("1", "1", EmotionLabel.Happy, [float.NaN, 3]), new LabelledRow("2", "2", EmotionLabel.Sad, [float.NaN, 4])]);
        var fitted = BandStandardisation.Fit(table, [0, 1], bands: 2, steps: 1);
        var levels = new float[2];
        fitted.Apply([7, 3.5f], levels);
        Assert.Equal([0f, 0f], levels);
        Assert.Equal(0f, fitted.Scale[0]);
    }
}
