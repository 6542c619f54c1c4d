using System.Numerics.Tensors;

namespace Cluster.Featurization.MirToolbox;

/// <summary>How much the harmony changes from frame to frame. Immutable; thread-safe.</summary>
/// <remarks>Source: Harte, Sandler and Gasser, "Detecting harmonic change in musical audio", AMCMM 2006: the distance of successive tonal centroids.</remarks>
internal sealed class HarmonicChange
{
    private const double FrameS = 0.743;
    private const double HopShare = 0.1;
    private const int TransformLength = 32_768;
    private const int Dimensions = 6;

    // Fifths, minor thirds and major thirds: radians from one semitone to the next, and the circle's radius.
    private static readonly (double Angle, double Radius)[] Circles = [(7 * Math.PI / 6, 1), (3 * Math.PI / 2, 1), (2 * Math.PI / 3, 0.5)];

    private readonly FramePairs pairs = new(
        new MirFrames(FrameS * MirToolboxExtractor.SampleRate, FrameS * MirToolboxExtractor.SampleRate * HopShare), TransformLength, fromLeast: true);

    private readonly ChromaTones tones = new((double)MirToolboxExtractor.SampleRate / TransformLength);

    /// <summary>Distance between values in seconds.</summary>
    public double StepS => (double)(pairs.Frames.Start(2) - pairs.Frames.Start(1)) / MirToolboxExtractor.SampleRate;

    /// <summary>Doubles of scratch that are needed.</summary>
    public int ScratchLength => pairs.ScratchLength + 2 * (tones.LastBin + 1);

    /// <summary>Values for a clip.</summary>
    /// <param name="samples">Its length.</param>
    public int Count(int samples) => pairs.Frames.Count(samples) - 1;

    /// <summary>Computes the changes.</summary>
    /// <param name="samples">The clip.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values; overwritten.</param>
    /// <param name="changes">Receives <see cref="Count"/> values.</param>
    public void Compute(ReadOnlySpan<float> samples, Span<double> scratch, Span<double> changes)
    {
        var one = scratch.Slice(pairs.ScratchLength, tones.LastBin + 1);
        var other = scratch.Slice(pairs.ScratchLength + one.Length, one.Length);
        Span<double> before = stackalloc double[Dimensions];
        Span<double> present = stackalloc double[Dimensions];
        for (var frame = 0; frame <= changes.Length; frame += 2)
        {
            pairs.Powers(samples, frame, scratch, one, other);
            Centroid(one, present);
            if (frame > 0) changes[frame - 1] = Distance(before, present);
            if (frame == changes.Length) break;
            Centroid(other, before);
            changes[frame] = Distance(present, before);
        }
    }

    private void Centroid(Span<double> powers, Span<double> centroid)
    {
        Span<double> chroma = stackalloc double[ChromaTones.ClassCount];
        tones.Fold(powers[tones.FirstBin..], chroma);
        for (var circle = 0; circle < Circles.Length; circle++)
        {
            var (angle, radius) = Circles[circle];
            double x = 0, y = 0;
            for (var k = 0; k < chroma.Length; k++)
            {
                var (sin, cos) = Math.SinCos(k * angle);
                x += radius * sin * chroma[k];
                y += radius * cos * chroma[k];
            }

            (centroid[2 * circle], centroid[2 * circle + 1]) = (x, y);
        }
    }

    private static double Distance(ReadOnlySpan<double> one, ReadOnlySpan<double> other) => TensorPrimitives.Distance(one, other);
}
