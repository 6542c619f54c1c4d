using System.Numerics.Tensors;

namespace Cluster.Featurization.Resampling;

/// <summary>The filter for ratios too odd to tabulate every phase: 2048 phases, linearly interpolated (error below -125 dB). Immutable;
/// thread-safe.</summary>
internal sealed class InterpolatedPhases
{
    private const int Count = 2048;

    private readonly float[] taps;

    /// <param name="filter">The filter.</param>
    public InterpolatedPhases(KaiserFilter filter)
    {
        Length = 2 * filter.HalfTaps;
        taps = new float[(Count + 1) * Length];
        for (var phase = 0; phase <= Count; phase++) filter.Taps((double)phase / Count, taps.AsSpan(phase * Length, Length));
    }

    /// <summary>Taps of one phase.</summary>
    public int Length { get; }

    /// <summary>One output.</summary>
    /// <param name="samples"><see cref="Length"/> samples, those around the output's time.</param>
    /// <param name="fraction">Where the output stands between the two in the middle; 0 to below 1.</param>
    public float Value(ReadOnlySpan<float> samples, double fraction)
    {
        var position = fraction * Count;
        var row = (int)position;
        var low = TensorPrimitives.Dot(samples, taps.AsSpan(row * Length, Length));
        var high = TensorPrimitives.Dot(samples, taps.AsSpan((row + 1) * Length, Length));
        return low + (float)(position - row) * (high - low);
    }
}
