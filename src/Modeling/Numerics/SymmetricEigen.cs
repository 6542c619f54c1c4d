namespace Cluster.Modeling.Numerics;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations.</summary>
/// <remarks>Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 8.5. The same matrix gives the same result.</remarks>
internal static class SymmetricEigen
{
    private const int MaxSweeps = 60;

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">Row-major <c>[size, size]</c>, symmetric and finite; its content is used up.</param>
    /// <param name="size">Rows.</param>
    /// <returns>Eigenvalues from the greatest to the least, and as many unit vectors; of each, the element of the greatest magnitude is positive.</returns>
    public static (double[] Values, double[][] Vectors) Decompose(double[] matrix, int size)
    {
        var vectors = new double[size][];
        for (var i = 0; i < size; i++)
        {
            vectors[i] = new double[size];
            vectors[i][i] = 1;
        }

        var negligible = matrix.Sum(value => value * value) * 1e-28;
        for (var sweep = 0; sweep < MaxSweeps && OffDiagonal(matrix, size) > negligible; sweep++)
        {
            for (var p = 0; p < size - 1; p++)
            {
                for (var q = p + 1; q < size; q++) Rotate(matrix, size, vectors, p, q);
            }
        }

        var order = Enumerable.Range(0, size).OrderByDescending(i => matrix[(i * size) + i]).ToArray();
        return (Array.ConvertAll(order, i => matrix[(i * size) + i]), Array.ConvertAll(order, i => Oriented(vectors[i])));
    }

    private static void Rotate(double[] matrix, int size, double[][] vectors, int p, int q)
    {
        var off = matrix[(p * size) + q];
        if (off == 0) return;
        var theta = (matrix[(q * size) + q] - matrix[(p * size) + p]) / (2 * off);
        var tangent = 1 / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        if (theta < 0) tangent = -tangent;
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;

        // Columns p and q, then rows p and q; the vectors are kept as rows.
        for (var i = 0; i < size; i++)
        {
            var (a, b) = (matrix[(i * size) + p], matrix[(i * size) + q]);
            matrix[(i * size) + p] = (cosine * a) - (sine * b);
            matrix[(i * size) + q] = (sine * a) + (cosine * b);
        }

        Turn(matrix.AsSpan(p * size, size), matrix.AsSpan(q * size, size), cosine, sine);
        matrix[(p * size) + q] = matrix[(q * size) + p] = 0;
        Turn(vectors[p], vectors[q], cosine, sine);
    }

    private static void Turn(Span<double> first, Span<double> second, double cosine, double sine)
    {
        for (var i = 0; i < first.Length; i++)
        {
            var (a, b) = (first[i], second[i]);
            first[i] = (cosine * a) - (sine * b);
            second[i] = (sine * a) + (cosine * b);
        }
    }

    private static double OffDiagonal(double[] matrix, int size)
    {
        var sum = 0.0;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++) sum += 2 * matrix[(i * size) + j] * matrix[(i * size) + j];
        }

        return sum;
    }

    private static double[] Oriented(double[] vector)
    {
        var greatest = 0.0;
        foreach (var value in vector)
        {
            if (Math.Abs(value) > Math.Abs(greatest)) greatest = value;
        }

        return greatest < 0 ? Array.ConvertAll(vector, value => -value) : vector;
    }
}
