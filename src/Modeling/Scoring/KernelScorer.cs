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
        coefficients = EmotionLanes.Columns(classes, model.Coefficients);
        bias = EmotionLanes.Bias(classes, model.Bias);
        kernel = new GaussianKernel(centres, centres.Length / coefficients.Length, model.Gamma);
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
