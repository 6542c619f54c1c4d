using System.Runtime.Intrinsics;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Scoring;

/// <summary>Sums of bell curves around the centres of <see cref="KernelWeights"/>; one lane per emotion.</summary>
internal sealed class KernelScorer : IPreparedScorer
{
    private readonly double gamma;
    private readonly float[] centres;
    private readonly float[] squares;
    private readonly Vector256<double>[] coefficients;
    private readonly Vector256<double> bias;
    private readonly int width;

    public KernelScorer(IReadOnlyList<EmotionLabel> classes, KernelWeights model)
    {
        gamma = model.Gamma;
        centres = model.DecodeCentres();
        coefficients = new Vector256<double>[model.Coefficients[0].Length];
        width = centres.Length / coefficients.Length;
        squares = new float[coefficients.Length];
        for (var i = 0; i < squares.Length; i++) squares[i] = Lanes.Dot(Centre(i), Centre(i));
        bias = Vector256.Create(double.NegativeInfinity);
        for (var k = 0; k < classes.Count; k++)
        {
            var lane = (int)classes[k];
            bias = bias.WithElement(lane, model.Bias[k]);
            for (var i = 0; i < coefficients.Length; i++) coefficients[i] = coefficients[i].WithElement(lane, model.Coefficients[k][i]);
        }
    }

    /// <summary>The similarity of two rows, in [0, 1].</summary>
    /// <param name="product">The sum of products of the rows.</param>
    /// <param name="squares">The sum of both rows' squares.</param>
    /// <param name="gamma">How fast it falls.</param>
    public static double Similarity(float product, float squares, double gamma) => Math.Exp(-gamma * Math.Max(0, squares - (2 * product)));

    public void Score(ReadOnlySpan<float> prepared, Span<double> scores)
    {
        var square = Lanes.Dot(prepared, prepared);
        var sum = bias;
        for (var i = 0; i < coefficients.Length; i++)
            sum += coefficients[i] * Similarity(Lanes.Dot(prepared, Centre(i)), square + squares[i], gamma);
        sum.CopyTo(scores);
    }

    private ReadOnlySpan<float> Centre(int index) => centres.AsSpan(index * width, width);
}
