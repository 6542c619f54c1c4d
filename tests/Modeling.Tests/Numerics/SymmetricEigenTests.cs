using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Tests.Numerics;

public sealed class SymmetricEigenTests
{
    [Fact]
    public void Decompose_KnownMatrix_GivesItsAxes()
    {
        // [2 1; 1 2]: 3 along (1, 1), 1 along (1, -1).
        var (values, vectors) = SymmetricEigen.Decompose([2, 1, 1, 2], 2);
        Assert.Equal(3, values[0], 12);
        Assert.Equal(1, values[1], 12);
        Assert.Equal(Math.Sqrt(0.5), vectors[0][0], 12);
        Assert.Equal(Math.Sqrt(0.5), vectors[0][1], 12);
        Assert.Equal(0, vectors[1][0] + vectors[1][1], 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void Decompose_RandomMatrix_GivesOrthonormalVectorsByFallingValue(int size)
    {
        var matrix = CholeskyTests.RandomCovariance(size);
        var (values, vectors) = SymmetricEigen.Decompose([.. matrix], size);
        Assert.Equal(values.OrderDescending(), values);
        for (var v = 0; v < size; v++)
        {
            for (var i = 0; i < size; i++)
                Assert.Equal(values[v] * vectors[v][i], Enumerable.Range(0, size).Sum(j => matrix[(i * size) + j] * vectors[v][j]), 10);
            for (var w = 0; w < size; w++) Assert.Equal(v == w ? 1 : 0, Lanes.Dot(vectors[v], vectors[w]), 10);
            Assert.True(vectors[v].MaxBy(Math.Abs) > 0);
        }
    }

    [Fact]
    public void Decompose_DiagonalAndZero_Ends()
    {
        Assert.Equal([5, 0, -2], SymmetricEigen.Decompose([0, 0, 0, 0, 5, 0, 0, 0, -2], 3).Values);
        Assert.Equal([0, 0], SymmetricEigen.Decompose(new double[4], 2).Values);
    }
}
