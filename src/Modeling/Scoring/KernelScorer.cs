using System.Buffers;
using System.Runtime.Intrinsics;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Scoring;

/// <summary>Sums of bell curves around the centres of <see cref="KernelWeights"/>; one lane per emotion.</summary>
internal sealed class KernelScorer : IPreparedScorer
{
    private const int OnStack = 512;
    private readonly GaussianKernel kernel;
    private readonly Vector256<double>[] coefficients;
    private readonly Vector256<double> bias;

    public KernelScorer(IReadOnlyList<EmotionLabel> classes, KernelWeights model)
    {
        var centres = model.DecodeCentres();
        coefficients = new Vector256<double>[model.Coefficients[0].Length];
        kernel = new GaussianKernel(centres, centres.Length / coefficients.Length, model.Gamma);
        bias = Vector256.Create(double.NegativeInfinity);      // stays so for an emotion that was not trained
        for (var k = 0; k < classes.Count; k++)
        {
            var lane = (int)classes[k];
            bias = bias.WithElement(lane, model.Bias[k]);
            for (var i = 0; i < coefficients.Length; i++) coefficients[i] = coefficients[i].WithElement(lane, model.Coefficients[k][i]);
        }
    }

    public void Score(ReadOnlySpan<float> prepared, Span<double> scores)
    {
        var rented = kernel.Room > OnStack ? ArrayPool<double>.Shared.Rent(kernel.Room) : null;
        var similarities = rented is null ? stackalloc double[kernel.Room] : rented;
        kernel.Similarities(prepared, similarities);
        var sum = bias;
        for (var i = 0; i < coefficients.Length; i++) sum += coefficients[i] * similarities[i];
        sum.CopyTo(scores);
        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
    }
}
