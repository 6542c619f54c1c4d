using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Training;

/// <summary>The covariance of rows about their class means, shrunk towards a multiple of the identity: <c>(1 - s) S + s tr(S)/p I</c>. Immutable.</summary>
/// <remarks>
/// <para>The shrinkage s is the one that Ledoit and Wolf estimate: "A well-conditioned estimator for large-dimensional covariance matrices", Journal of
/// Multivariate Analysis 88, 2004, section 3.2.</para>
/// <para>Where there are more values than rows, the p x p matrix is never made: with the n x p residuals R, <c>(a I + c R'R)^-1 = (I - R' (a/c I + RR')^-1 R) / a</c>,
/// and all that the shrinkage needs stands in RR'. Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 2.1.4 (Sherman, Morrison and Woodbury).</para>
/// </remarks>
internal sealed class ShrunkCovariance
{
    // Where all values are constant within their classes; keeps the matrix invertible.
    private const double LeastVariance = 1e-6;

    private readonly Cholesky factor;
    private readonly double[][]? residuals;
    private readonly double ridge;

    private ShrunkCovariance(Cholesky factor, double[][]? residuals, double ridge)
    {
        this.factor = factor;
        this.residuals = residuals;
        this.ridge = ridge;
    }

    /// <param name="rows">The rows.</param>
    /// <param name="means">Each class's mean.</param>
    public static ShrunkCovariance Of(TrainingRows rows, double[][] means)
    {
        var (width, count) = (rows.Width, rows.Rows.Count);
        var residuals = new double[count][];
        var (fourth, squares) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            residuals[i] = new double[width];
            for (var j = 0; j < width; j++) residuals[i][j] = rows.Rows[i][j] - means[rows.ClassOfRow[i]][j];
            var square = Lanes.Dot(residuals[i], residuals[i]);
            squares += square;
            fourth += square * square;
        }

        return width <= count ? Plain(residuals, width, squares / count, fourth / count) : Wide(residuals, width, squares / count, fourth / count);
    }

    /// <summary>Multiplies by the inverse, in place.</summary>
    /// <param name="values">One number per value of a row.</param>
    public void Solve(double[] values)
    {
        if (residuals is null)
        {
            factor.Solve(values);
            return;
        }

        var shares = Array.ConvertAll(residuals, residual => Lanes.Dot(residual, values));
        factor.Solve(shares);
        for (var i = 0; i < residuals.Length; i++) Lanes.AddScaled(residuals[i], -shares[i], values);
        for (var j = 0; j < values.Length; j++) values[j] /= ridge;
    }

    private static ShrunkCovariance Plain(double[][] residuals, int width, double trace, double fourth)
    {
        var covariance = new double[width * width];
        foreach (var residual in residuals)
        {
            for (var j = 0; j < width; j++) Lanes.AddScaled(residual, residual[j] / residuals.Length, covariance.AsSpan(j * width, width));
        }

        var shrinkage = Shrinkage(Lanes.Dot(covariance, covariance), trace, fourth, width, residuals.Length);
        for (var j = 0; j < covariance.Length; j++) covariance[j] *= 1 - shrinkage;
        return new ShrunkCovariance(Cholesky.Factor(covariance, width, (shrinkage * trace / width) + LeastVariance), null, 1);
    }

    private static ShrunkCovariance Wide(double[][] residuals, int width, double trace, double fourth)
    {
        var count = residuals.Length;
        var gram = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++) gram[(i * count) + j] = gram[(j * count) + i] = Lanes.Dot(residuals[i], residuals[j]);
        }

        var shrinkage = Shrinkage(Lanes.Dot(gram, gram) / ((double)count * count), trace, fourth, width, count);
        var ridge = (shrinkage * trace / width) + LeastVariance;
        var share = (1 - shrinkage) / count;

        // Shrunk all the way there is nothing left of the residuals.
        if (share <= 0) return new ShrunkCovariance(Cholesky.Factor([], 0), [], ridge);
        return new ShrunkCovariance(Cholesky.Factor(gram, count, ridge / share), residuals, ridge);
    }

    /// <param name="norm">Sum of the squared elements of S.</param>
    /// <param name="trace">Sum of its diagonal.</param>
    /// <param name="fourth">Mean of the fourth powers of the residuals' lengths.</param>
    /// <param name="width">Values per row.</param>
    /// <param name="count">Rows.</param>
    private static double Shrinkage(double norm, double trace, double fourth, int width, int count)
    {
        // d2: how far S is from the multiple of the identity; b2: how far it is from the truth, as its rows' scatter tells.
        var d2 = norm - (trace * trace / width);
        var b2 = Math.Min(d2, (fourth - norm) / count);
        return d2 > 0 ? Math.Clamp(b2 / d2, 0, 1) : 1;
    }
}
