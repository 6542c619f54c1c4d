using Cluster.Modeling.Explanations;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class ShapleyValuesTests
{
    [Fact]
    public void Of_GlovesGame_HasTheKnownSolution()
    {
        // Player 0 has a left glove, 1 and 2 a right one each; a pair is worth 1.
        double[] worth = [0, 0, 0, 1, 0, 1, 0, 1];
        double[] expected = [2 / 3.0, 1 / 6.0, 1 / 6.0];
        Assert.All(ShapleyValues.Of(worth, 3).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-15));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Of_RandomGame_IsTheMeanOverAllOrders(int players)
    {
        var random = new Random(players);
        var worth = Enumerable.Range(0, 1 << players).Select(_ => random.NextDouble()).ToArray();
        var expected = Explaining.ByOrders(players, coalition => worth[coalition]);
        Assert.All(ShapleyValues.Of(worth, players).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Fact]
    public void Of_TenPlayers_AddsUp()
    {
        var random = new Random(3);
        var worth = Enumerable.Range(0, 1024).Select(_ => random.NextDouble()).ToArray();
        Assert.Equal(worth[^1] - worth[0], ShapleyValues.Of(worth, 10).Sum(), 1e-12);
    }

    [Fact]
    public void Of_MissingCoalition_SaysHowManyThereShouldBe() =>
        Assert.Contains("Expected 8 coalitions", Assert.Throws<ArgumentException>(() => ShapleyValues.Of(new double[7], 3)).Message, StringComparison.Ordinal);
}
