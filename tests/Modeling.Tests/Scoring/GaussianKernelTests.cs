using Cluster.Modeling.Scoring;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Scoring;

public sealed class GaussianKernelTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(8, 16)]
    [InlineData(33, 5)]
    [InlineData(100, 63)]
    public void Similarities_RandomRows_EqualsTheDefinition(int count, int width)
    {
        var random = new Random(count);
        float[][] centres = [.. Enumerable.Range(0, count).Select(_ => Row(random, width))];
        var kernel = new GaussianKernel([.. centres.SelectMany(row => row)], width, 0.5 / width);
        var similarities = new double[kernel.Room];
        Assert.Equal(count, kernel.Count);
        for (var n = 0; n < 10; n++)
        {
            var row = Row(random, width);
            kernel.Similarities(row, similarities);
            for (var i = 0; i < count; i++)
                Assert.Equal(Math.Exp(-0.5 / width * row.Zip(centres[i], (x, y) => ((double)x - y) * ((double)x - y)).Sum()), similarities[i], 1e-5);
        }
    }

    [Fact]
    public void Similarities_RowItselfAndFarAway_AreOneAndZero()
    {
        var centre = Row(new Random(1), 40);
        var kernel = new GaussianKernel(centre, 40, 0.5 / 40);
        var similarities = new double[kernel.Room];
        kernel.Similarities(centre, similarities);
        Assert.InRange(similarities[0], 1 - 1e-6, 1);
        kernel.Similarities([.. Enumerable.Repeat(1e6f, 40)], similarities);
        Assert.Equal(0, similarities[0]);
    }

    private static float[] Row(Random random, int width) => [.. Enumerable.Range(0, width).Select(_ => (float)Tables.Gauss(random))];
}
