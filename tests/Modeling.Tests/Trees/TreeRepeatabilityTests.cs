using Cluster.Modeling.Data;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Trees;

public sealed class TreeRepeatabilityTests
{
    private static readonly LabelledTable Rows = Tables.Clouds(distance: 1, perClass: 80, width: 30);

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(int.MinValue)]
    public void Fit_Again_GivesTheSameBytes(int seed) => Assert.Equal(Train(seed), Train(seed));

    [Fact]
    public void Fit_AnotherSeed_DrawsOtherFeatures() => Assert.NotEqual(Train(1), Train(2));

    [Fact]
    public void Fit_WhileOtherThreadsAreBusy_GivesTheSameBytes()
    {
        var quiet = Train(1);
        using var stop = new CancellationTokenSource();
        var busy = Enumerable.Range(0, 2).Select(n => new Thread(() => Spin(n, stop.Token))).ToList();
        busy.ForEach(thread => thread.Start());
        try
        {
            for (var n = 0; n < 3; n++) Assert.Equal(quiet, Train(1));
        }
        finally
        {
            stop.Cancel();
            busy.ForEach(thread => thread.Join());
        }
    }

    [Fact]
    public void Fit_TwoTrainingsAtOnce_GiveTheSameBytes()
    {
        byte[][] alone = [Train(1), Train(2)];
        var together = new byte[4][];
        Parallel.For(0, 4, n => together[n] = Train(1 + (n % 2)));
        for (var n = 0; n < 4; n++) Assert.Equal(alone[n % 2], together[n]);
    }

    private static byte[] Train(int seed) => TreeRows.Bytes(TreeRows.Fit(Rows, TreeRows.Quick with { FeatureFraction = 0.3 }, seed, 40).At(0));

    private static void Spin(int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        var sum = 0.0;
        while (!stop.IsCancellationRequested) sum += Math.Sqrt(random.NextDouble());
        Assert.True(sum >= 0);
    }
}
