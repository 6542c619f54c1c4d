namespace Cluster.Modeling.Explanations;

/// <summary>Perturbed rows as a regression reads them, and what the model gave for each. The first sample is the row itself: all distances 0, weight 1.</summary>
internal sealed class LimeSamples
{
    private readonly double[] rows;
    private readonly double[] results;
    private readonly int size;
    private readonly int outputCount;

    public LimeSamples(int count, int width, int outputCount)
    {
        this.outputCount = outputCount;
        size = width + 1;
        rows = new double[count * size];
        results = new double[count * outputCount];
        Weights = [.. Enumerable.Repeat(1.0, count)];
        for (var i = 0; i < count; i++) rows[i * size] = 1;
    }

    public int Count => Weights.Length;

    public double[] Weights { get; }

    /// <summary>1, then the distances from the row in standard deviations.</summary>
    public Span<double> Row(int sample) => rows.AsSpan(sample * size, size);

    public ReadOnlySpan<double> Outputs(int sample) => results.AsSpan(sample * outputCount, outputCount);

    public Span<double> OutputsFrom(int sample, int count) => results.AsSpan(sample * outputCount, count * outputCount);

    /// <summary>Weighted R2 of a fit to output 0; 1 where the output does not vary.</summary>
    public double Fidelity(double[] coefficients)
    {
        double sum = 0, weights = 0;
        for (var i = 0; i < Count; i++)
        {
            sum += Weights[i] * Outputs(i)[0];
            weights += Weights[i];
        }

        double left = 0, whole = 0;
        for (var i = 0; i < Count; i++)
        {
            var error = Outputs(i)[0] - Numerics.Lanes.Dot(Row(i), coefficients);
            var distance = Outputs(i)[0] - (sum / weights);
            left += Weights[i] * error * error;
            whole += Weights[i] * distance * distance;
        }

        return whole > 0 ? 1 - (left / whole) : 1;
    }
}
