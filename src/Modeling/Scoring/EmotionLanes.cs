using System.Runtime.Intrinsics;
using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Scoring;

/// <summary>Numbers by class as vectors with one lane per emotion, in the order of the emotions' numbers.</summary>
internal static class EmotionLanes
{
    /// <summary>One value per class; negative infinity, which no sum leaves, for an emotion that was not trained.</summary>
    public static Vector256<double> Bias(IReadOnlyList<EmotionLabel> classes, double[] values)
    {
        var lanes = Vector256.Create(double.NegativeInfinity);
        for (var k = 0; k < classes.Count; k++) lanes = lanes.WithElement((int)classes[k], values[k]);
        return lanes;
    }

    /// <summary>Row-major <c>[classes][columns]</c> as one vector per column; 0 for an emotion that was not trained.</summary>
    public static Vector256<double>[] Columns(IReadOnlyList<EmotionLabel> classes, double[][] rows)
    {
        var columns = new Vector256<double>[rows[0].Length];
        for (var j = 0; j < columns.Length; j++)
        {
            for (var k = 0; k < classes.Count; k++) columns[j] = columns[j].WithElement((int)classes[k], rows[k][j]);
        }

        return columns;
    }
}
