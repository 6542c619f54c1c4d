namespace Cluster.Modeling.Numerics;

/// <summary>The factor <c>L</c> of a symmetric positive definite matrix <c>A = L L'</c>, and solutions of <c>A x = b</c> by it.</summary>
/// <remarks>Row by row (Cholesky-Banachiewicz), so that every inner loop is a sum of products over neighbouring numbers. Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 4.2.</remarks>
internal sealed class Cholesky
{
    private readonly double[] factor;
    private readonly int size;

    private Cholesky(double[] factor, int size)
    {
        this.factor = factor;
        this.size = size;
    }

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">Row-major <c>[size, size]</c>; only the lower triangle is read.</param>
    /// <param name="size">Rows.</param>
    /// <param name="diagonal">Added to every element of the diagonal; at least 0.</param>
    /// <exception cref="ArithmeticException">The matrix is not positive definite to working precision, or holds a number that is not finite.</exception>
    public static Cholesky Factor(ReadOnlySpan<double> matrix, int size, double diagonal = 0)
    {
        var factor = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            var row = factor.AsSpan(i * size, i + 1);
            for (var j = 0; j < i; j++)
                row[j] = (matrix[(i * size) + j] - Lanes.Dot(row[..j], factor.AsSpan(j * size, j))) / factor[(j * size) + j];
            var square = matrix[(i * size) + i] + diagonal - Lanes.Dot(row[..i], row[..i]);
            if (!(square > 0) || !double.IsFinite(square)) throw new ArithmeticException($"The matrix is not positive definite (pivot {i} of {size}).");
            row[i] = Math.Sqrt(square);
        }

        return new Cholesky(factor, size);
    }

    /// <summary>Solves <c>A x = b</c> in place.</summary>
    /// <param name="values"><c>b</c>, one value per row; becomes <c>x</c>.</param>
    public void Solve(Span<double> values)
    {
        for (var i = 0; i < size; i++)
            values[i] = (values[i] - Lanes.Dot(factor.AsSpan(i * size, i), values[..i])) / factor[(i * size) + i];

        // Backwards by columns of L', which are rows of L.
        for (var i = size - 1; i >= 0; i--)
        {
            values[i] /= factor[(i * size) + i];
            Lanes.AddScaled(factor.AsSpan(i * size, i), -values[i], values[..i]);
        }
    }
}
