using Cluster.Modeling.Numerics;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Numerics;

public sealed class CholeskyTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.5)]
    [InlineData(23, 0)]
    [InlineData(64, 3)]
    public void Solve_PositiveDefinite_SatisfiesTheEquations(int size, double diagonal)
    {
        var matrix = RandomCovariance(size);
        var random = new Random(2);
        double[] right = [.. Enumerable.Range(0, size).Select(_ => Tables.Gauss(random))];
        var solution = right.ToArray();
        Cholesky.Factor(matrix, size, diagonal).Solve(solution);
        for (var i = 0; i < size; i++)
            Assert.Equal(right[i], Enumerable.Range(0, size).Sum(j => matrix[(i * size) + j] * solution[j]) + (diagonal * solution[i]), 9);
    }

    [Fact]
    public void Factor_KnownMatrix_SolvesByHand()
    {
        // [4 2; 2 3] x = [2; 5]: x = [-1/2; 2].
        double[] values = [2, 5];
        Cholesky.Factor([4, double.NaN, 2, 3], 2).Solve(values);      // the upper triangle is not read
        Assert.Equal(-0.5, values[0], 12);
        Assert.Equal(2, values[1], 12);
    }

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(double.NaN, 0, 1)]
    [InlineData(double.PositiveInfinity, 0, 1)]
    public void Factor_NotPositiveDefinite_Throws(double first, double off, double second) =>
        Assert.Throws<ArithmeticException>(() => Cholesky.Factor([first, off, off, second], 2));

    internal static double[] RandomCovariance(int size)
    {
        var random = new Random(size);
        var rows = Enumerable.Range(0, 2 * size).Select(_ => Enumerable.Range(0, size).Select(_ => Tables.Gauss(random)).ToArray()).ToArray();
        var matrix = new double[size * size];
        for (var n = 0; n < matrix.Length; n++) matrix[n] = rows.Sum(row => row[n / size] * row[n % size]) / rows.Length;
        return matrix;
    }
}
