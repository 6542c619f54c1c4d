using Cluster.Modeling.Torch.Training;

namespace Cluster.Modeling.Torch.Tests.Training;

public sealed class EarlyStoppingTests
{
    [Fact]
    public void IsBetter_LossesThatFallThenRise_KeepsTheLeastAndEndsAfterPatience()
    {
        var stopping = new EarlyStopping(patience: 2);
        Assert.Equal([true, true, false], ((double[])[1.0, 0.5, 0.7]).Select(stopping.IsBetter));
        Assert.False(stopping.IsOver);
        Assert.False(stopping.IsBetter(0.5));
        Assert.True(stopping.IsOver);
        Assert.Equal((2, 0.5, 4), (stopping.BestEpoch, stopping.BestLoss, stopping.Epoch));
    }

    [Fact]
    public void IsBetter_NotANumber_NeverIs()
    {
        var stopping = new EarlyStopping(patience: 2);
        Assert.False(stopping.IsBetter(double.NaN));
        Assert.False(stopping.IsBetter(double.PositiveInfinity));
        Assert.True(stopping.IsOver);
        Assert.Equal(0, stopping.BestEpoch);
    }
}
