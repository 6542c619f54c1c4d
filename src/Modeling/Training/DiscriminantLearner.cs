using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Training;

/// <summary>Linear discriminant analysis whose common covariance is shrunk towards a multiple of the identity; nothing has to be chosen.</summary>
/// <remarks>
/// <para>Scores are log-posteriors up to a common summand: <c>w'x + b</c> with <c>w = inverse(covariance) mean</c> and <c>b = ln(share of the class) - mean'w / 2</c>.</para>
/// <para>The covariance is that of the rows about their class means, <c>(1 - s) S + s tr(S)/p I</c>, with the shrinkage s that Ledoit and Wolf estimate. Sources: Hastie,
/// Tibshirani and Friedman, "The Elements of Statistical Learning", 2nd edition, section 4.3; Ledoit and Wolf, "A well-conditioned estimator for large-dimensional
/// covariance matrices", Journal of Multivariate Analysis 88, 2004, section 3.2.</para>
/// </remarks>
internal sealed class DiscriminantLearner : ILearner
{
    // Where all values are constant within their classes; keeps the matrix invertible.
    private const double LeastVariance = 1e-6;

    public string Name => "discriminant";

    public string Algorithm => "shrinkage-discriminant-analysis";

    public string VersionPrefix => "lda";

    public IReadOnlyList<string> Settings { get; } = ["Ledoit-Wolf"];

    public ILearner Only(int setting) => this;

    public IReadOnlyList<ScoreWeights> Fit(TrainingRows rows, int seed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (means, shares) = ClassMeans(rows);
        var covariance = Covariance(rows, means, out var shrinkage);
        var width = rows.Width;
        var trace = 0.0;
        for (var j = 0; j < width; j++) trace += covariance[(j * width) + j];
        for (var j = 0; j < covariance.Length; j++) covariance[j] *= 1 - shrinkage;
        var factor = Cholesky.Factor(covariance, width, (shrinkage * trace / width) + LeastVariance);

        var weights = Array.ConvertAll(means, mean => mean.ToArray());
        var bias = new double[means.Length];
        for (var k = 0; k < means.Length; k++)
        {
            factor.Solve(weights[k]);
            bias[k] = Math.Log(shares[k]) - (Lanes.Dot(means[k], weights[k]) / 2);
        }

        return [new LinearWeights { Weights = weights, Bias = bias }];
    }

    private static (double[][] Means, double[] Shares) ClassMeans(TrainingRows rows)
    {
        var means = rows.Classes.Select(_ => new double[rows.Width]).ToArray();
        var counts = new int[means.Length];
        for (var i = 0; i < rows.Rows.Count; i++)
        {
            var k = rows.ClassOfRow[i];
            counts[k]++;
            for (var j = 0; j < rows.Width; j++) means[k][j] += rows.Rows[i][j];
        }

        for (var k = 0; k < means.Length; k++)
        {
            for (var j = 0; j < rows.Width; j++) means[k][j] /= counts[k];
        }

        return (means, Array.ConvertAll(counts, count => (double)count / rows.Rows.Count));
    }

    private static double[] Covariance(TrainingRows rows, double[][] means, out double shrinkage)
    {
        var (width, count) = (rows.Width, rows.Rows.Count);
        var covariance = new double[width * width];
        var residual = new double[width];
        var fourth = 0.0;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < width; j++) residual[j] = rows.Rows[i][j] - means[rows.ClassOfRow[i]][j];
            for (var j = 0; j < width; j++) Lanes.AddScaled(residual, residual[j] / count, covariance.AsSpan(j * width, width));
            var square = Lanes.Dot(residual, residual);
            fourth += square * square;
        }

        // d2: how far S is from the multiple of the identity; b2: how far it is from the truth, as its rows' scatter tells.
        double trace = 0, norm = Lanes.Dot(covariance, covariance);
        for (var j = 0; j < width; j++) trace += covariance[(j * width) + j];
        var d2 = norm - (trace * trace / width);
        var b2 = Math.Min(d2, ((fourth / count) - norm) / count);
        shrinkage = d2 > 0 ? Math.Clamp(b2 / d2, 0, 1) : 1;
        return covariance;
    }
}
