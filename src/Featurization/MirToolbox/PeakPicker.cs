using System.Numerics.Tensors;

namespace Cluster.Featurization.MirToolbox;

/// <summary>Finds the peaks of a curve that stand out by a contrast.</summary>
/// <remarks>
/// The curve is scaled to 0 to 1. A candidate reaches the contrast, lies above the sample before it and not below the one behind it. A candidate stays when
/// the curve falls by the contrast on both sides before it rises above it. Beyond an end lies a bottomless valley, or a wall where ends are no peaks.
/// </remarks>
internal static class PeakPicker
{
    /// <summary>Finds the peaks.</summary>
    /// <param name="curve">The curve, scaled.</param>
    /// <param name="contrast">The contrast, above 0.</param>
    /// <param name="withEnds">Whether an end may be a peak.</param>
    /// <param name="peaks">Receives the places, rising; half the curve's length and one are enough.</param>
    /// <returns>How many there are.</returns>
    public static int Find(ReadOnlySpan<double> curve, double contrast, bool withEnds, Span<int> peaks)
    {
        var beyond = withEnds ? double.NegativeInfinity : double.PositiveInfinity;
        var count = 0;
        var current = -1;
        double high = 0, lowBefore = 0, lowSince = 0;
        var low = beyond; // since the last candidate
        for (var i = 0; i < curve.Length; i++)
        {
            var value = curve[i];
            var isCandidate = value >= contrast && value > (i > 0 ? curve[i - 1] : beyond) && value >= (i + 1 < curve.Length ? curve[i + 1] : beyond);
            if (!isCandidate)
            {
                if (value < low) low = value;
                continue;
            }

            if (current < 0)
            {
                (current, high, lowBefore, lowSince) = (i, value, low, double.PositiveInfinity);
            }
            else
            {
                lowSince = Math.Min(lowSince, low);
                if (high - lowSince < contrast)
                {
                    lowBefore = Math.Min(lowBefore, lowSince);
                    if (value > high) (current, high, lowSince) = (i, value, double.PositiveInfinity);
                }
                else
                {
                    if (high - lowBefore < contrast) lowBefore = Math.Min(lowBefore, lowSince);
                    else (peaks[count++], lowBefore) = (current, lowSince);
                    (current, high, lowSince) = (i, value, double.PositiveInfinity);
                }
            }

            low = double.PositiveInfinity;
        }

        if (current >= 0 && high - lowBefore >= contrast && high - Math.Min(Math.Min(lowSince, low), beyond) >= contrast) peaks[count++] = current;
        return count;
    }

    /// <summary>Scales a curve to 0 to 1.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="low">What becomes 0.</param>
    /// <param name="high">What becomes 1. Where it is no higher, everything becomes NaN, which has no peaks.</param>
    /// <param name="scaled">Receives the scaled curve; may be the curve itself.</param>
    public static void Scale(ReadOnlySpan<double> curve, double low, double high, Span<double> scaled)
    {
        TensorPrimitives.Subtract(curve, low, scaled);
        TensorPrimitives.Divide(scaled, high - low, scaled);
    }
}
