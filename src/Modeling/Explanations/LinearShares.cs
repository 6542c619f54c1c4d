using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Explanations;

/// <summary>Shapley values of weighted sums: <c>weight * (value - mean of the background)</c>.</summary>
/// <remarks>
/// Principal components are weighted sums themselves: a value's weight is then the sum over the components of their weight times its place on the axis.
/// Source: Lundberg and Lee, "A unified approach to interpreting model predictions", NeurIPS 2017, corollary 1; exact against an interventional background whether or
/// not features are independent.
/// </remarks>
internal sealed class LinearShares : IScoreShares
{
    private readonly double[][] weights;
    private readonly double[] mean;

    /// <param name="model">The weights.</param>
    /// <param name="axes">The principal axes that they weigh; null where they weigh the prepared values.</param>
    /// <param name="background">Rows prepared without components; at least 1.</param>
    public LinearShares(LinearWeights model, double[][]? axes, IReadOnlyList<float[]> background)
    {
        weights = axes is null ? model.Weights : Array.ConvertAll(model.Weights, row =>
        {
            var combined = new double[axes[0].Length];
            for (var c = 0; c < axes.Length; c++) Lanes.AddScaled(axes[c], row[c], combined);
            return combined;
        });
        mean = new double[background[0].Length];
        for (var j = 0; j < mean.Length; j++) mean[j] = background.Average(row => (double)row[j]);
    }

    public void Split(ReadOnlySpan<float> prepared, int k, Span<double> shares)
    {
        for (var j = 0; j < mean.Length; j++) shares[j] = weights[k][j] * (prepared[j] - mean[j]);
    }
}
