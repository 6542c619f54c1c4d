using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Explanations;

/// <summary>The sums behind a weighted ridge regression of several outputs; sums over parts of the samples add up to those over all.</summary>
/// <remarks>Minimises <c>sum of weight * (output - intercept - coefficients'row)^2 + ridge * |coefficients|^2</c>; the intercept bears no penalty.</remarks>
internal sealed class WeightedRidge(int width, int outputs)
{
    // The first value of each row is 1, for the intercept.
    private readonly int size = width + 1;
    private readonly double[] squares = new double[(width + 1) * (width + 1)];
    private readonly double[][] products = [.. Enumerable.Range(0, outputs).Select(_ => new double[width + 1])];

    /// <summary>Adds a sample.</summary>
    /// <param name="row">1, then the values.</param>
    /// <param name="targets">One value per output.</param>
    /// <param name="weight">At least 0.</param>
    public void Add(ReadOnlySpan<double> row, ReadOnlySpan<double> targets, double weight)
    {
        // The lower triangle is all that a factor reads.
        for (var i = 0; i < size; i++) Lanes.AddScaled(row[..(i + 1)], weight * row[i], squares.AsSpan(i * size, i + 1));
        for (var n = 0; n < products.Length; n++) Lanes.AddScaled(row, weight * targets[n], products[n]);
    }

    /// <summary>The sums over the samples of both.</summary>
    public static WeightedRidge Sum(WeightedRidge first, WeightedRidge second)
    {
        var sum = new WeightedRidge(first.size - 1, first.products.Length);
        foreach (var part in (WeightedRidge[])[first, second])
        {
            Lanes.AddScaled(part.squares, 1, sum.squares);
            for (var n = 0; n < sum.products.Length; n++) Lanes.AddScaled(part.products[n], 1, sum.products[n]);
        }

        return sum;
    }

    /// <summary>Solves for all outputs.</summary>
    /// <param name="ridge">Above 0.</param>
    /// <returns>For each output the intercept, then the coefficients.</returns>
    public double[][] Solve(double ridge)
    {
        var penalised = squares.ToArray();
        for (var i = 1; i < size; i++) penalised[(i * size) + i] += ridge;
        var factor = Cholesky.Factor(penalised, size);
        return Array.ConvertAll(products, values =>
        {
            var solution = values.ToArray();
            factor.Solve(solution);
            return solution;
        });
    }
}
