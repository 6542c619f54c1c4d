using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Training;

/// <summary>Linear discriminant analysis whose common covariance is shrunk towards a multiple of the identity; nothing has to be chosen.</summary>
/// <remarks>
/// <para>Scores are log-posteriors up to a common summand: <c>w'x + b</c> with <c>w = inverse(covariance) mean</c> and <c>b = ln(share of the class) - mean'w / 2</c>.</para>
/// <para>Source: Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 2nd edition, section 4.3. The covariance is <see cref="ShrunkCovariance"/>.</para>
/// </remarks>
internal sealed class DiscriminantLearner : ILearner
{
    public string Name => "discriminant";

    public string Algorithm => "shrinkage-discriminant-analysis";

    public string VersionPrefix => "lda";

    public IReadOnlyList<string> Settings { get; } = ["Ledoit-Wolf"];

    public ILearner Only(int setting) => this;

    public IReadOnlyList<ScoreWeights> Fit(TrainingRows rows, int seed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (means, shares) = ClassMeans(rows);
        var covariance = ShrunkCovariance.Of(rows, means);
        var weights = Array.ConvertAll(means, mean => mean.ToArray());
        var bias = new double[means.Length];
        for (var k = 0; k < means.Length; k++)
        {
            covariance.Solve(weights[k]);
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
}
