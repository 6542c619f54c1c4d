using System.Numerics.Tensors;

namespace Cluster.Featurization.Resampling;

/// <summary>The filter for ratios too odd to tabulate every phase: 2048 phases per sample of the lower rate, linearly interpolated (error
/// below -125 dB). Immutable; thread-safe.</summary>
/// <remarks>Some 400,000 values whatever the rates: a lower cut-off makes the filter as much smoother as it makes it longer.</remarks>
internal sealed class InterpolatedPhases
{
    private const int PhasesPerSample = 2048;

    private readonly int count;
    private readonly float[] taps;

    /// <param name="filter">The filter.</param>
    /// <param name="lowerRate">The lower of the two rates as a part of the input's; above 0, at most 1.</param>
    public InterpolatedPhases(KaiserFilter filter, double lowerRate)
    {
        count = (int)Math.Ceiling(PhasesPerSample * lowerRate);
        Length = 2 * filter.HalfTaps;
        taps = new float[(count + 1) * Length];
        for (var phase = 0; phase <= count; phase++) filter.Taps((double)phase / count, taps.AsSpan(phase * Length, Length));
    }

    /// <summary>Taps of one phase.</summary>
    public int Length { get; }

    /// <summary>One output.</summary>
    /// <param name="samples"><see cref="Length"/> samples, those around the output's time.</param>
    /// <param name="fraction">Where the output stands between the two in the middle; 0 to below 1.</param>
    public float Value(ReadOnlySpan<float> samples, double fraction)
    {
        var position = fraction * count;
        var row = (int)position;
        var low = TensorPrimitives.Dot(samples, taps.AsSpan(row * Length, Length));
        var high = TensorPrimitives.Dot(samples, taps.AsSpan((row + 1) * Length, Length));
        return low + (float)(position - row) * (high - low);
    }
}
