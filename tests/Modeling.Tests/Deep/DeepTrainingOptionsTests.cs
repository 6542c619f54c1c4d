using Cluster.Modeling.Deep;

namespace Cluster.Modeling.Tests.Deep;

public sealed class DeepTrainingOptionsTests
{
    public static TheoryData<DeepTrainingOptions, string> Wrong => new()
    {
        { new() { Bands = 3 }, "3 bands" },
        { new() { Steps = 5000 }, "5000 steps" },
        { new() { Channels = [] }, "0 blocks" },
        { new() { Channels = [1, 300] }, "1 to 256" },
        { new() { Bands = 4, Channels = [8, 8, 8, 8] }, "leave nothing of a patch of 4 x 128" },
        { new() { Epochs = 0 }, "0 epochs" },
        { new() { Patience = 0 }, "patience of 0" },
        { new() { BatchSize = 1 }, "batch of 1" },
        { new() { LearningRate = double.NaN }, "learning rate of NaN" },
        { new() { WeightDecay = -1 }, "weight decay of -1" },
        { new() { Dropout = 1 }, "dropout of 1" },
        { new() { LabelSmoothing = 0.6 }, "label smoothing of 0.6" },
        { new() { MaskShare = 0.7 }, "masks of 0.7" },
        { new() { Device = (DeepDevice)9 }, "device 9" },
    };

    [Fact]
    public void FindFlaw_Defaults_HaveNone() => Assert.Null(new DeepTrainingOptions().FindFlaw());

    [Theory]
    [MemberData(nameof(Wrong))]
    public void FindFlaw_OutsideItsRange_NamesItAndValidateThrows(DeepTrainingOptions options, string says)
    {
        Assert.Contains(says, options.FindFlaw(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(options.Validate);
    }
}
