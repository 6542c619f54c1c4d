using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Preprocessing;

/// <summary>The directions along which prepared rows vary most.</summary>
internal static class PrincipalComponents
{
    /// <summary>Fits the axes.</summary>
    /// <param name="rows">Standardised rows: the mean of each value is 0.</param>
    /// <param name="count">Wanted axes; fewer are given where the rows have fewer values.</param>
    /// <returns>Unit vectors, the one with the greatest variance first.</returns>
    public static double[][] Fit(IReadOnlyList<double[]> rows, int count)
    {
        var width = rows[0].Length;
        var covariance = new double[width * width];
        foreach (var row in rows)
        {
            for (var j = 0; j < width; j++) Lanes.AddScaled(row, row[j] / rows.Count, covariance.AsSpan(j * width, width));
        }

        return SymmetricEigen.Decompose(covariance, width).Vectors[..Math.Min(count, width)];
    }
}
