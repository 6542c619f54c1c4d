using System.Numerics;
using System.Numerics.Tensors;

namespace Cluster.Featurization.MirToolbox;

/// <summary>Levels of a clip and its crossings of zero.</summary>
internal static class ClipLevels
{
    private const double FrameS = 0.05;

    private static readonly MirFrames Frames = new(FrameS * MirToolboxExtractor.SampleRate, FrameS * MirToolboxExtractor.SampleRate / 2);

    /// <summary>The root mean square, in units of full scale.</summary>
    /// <param name="squares">The squares of the samples.</param>
    public static double RootMeanSquare(ReadOnlySpan<double> squares) => Math.Sqrt(TensorPrimitives.Sum(squares) / squares.Length);

    /// <summary>The share of frames below the mean level, 0 to 1.</summary>
    /// <param name="squares">The squares of the samples.</param>
    public static double LowEnergy(ReadOnlySpan<double> squares)
    {
        var levels = new double[Frames.Count(squares.Length)];
        for (var frame = 0; frame < levels.Length; frame++) levels[frame] = RootMeanSquare(squares.Slice(Frames.Start(frame), Frames.Length));
        var mean = TensorPrimitives.Sum<double>(levels) / levels.Length;
        return (double)levels.Count(level => level < mean) / levels.Length;
    }

    /// <summary>Crossings of zero per second, in one direction. A sample of 0 is on neither side.</summary>
    /// <param name="samples">The samples.</param>
    public static double ZeroCrossingRate(ReadOnlySpan<float> samples)
    {
        var before = samples[..^1];
        var after = samples[1..];
        var crossings = 0L;
        var i = 0;
        var counts = Vector<int>.Zero;
        for (; i + Vector<float>.Count <= before.Length; i += Vector<float>.Count)
        {
            var (x, y) = (new Vector<float>(before[i..]), new Vector<float>(after[i..]));
            counts -= (Vector.LessThan(x, default) & Vector.GreaterThan(y, default)) | (Vector.GreaterThan(x, default) & Vector.LessThan(y, default));
        }

        crossings += Vector.Sum(counts);
        for (; i < before.Length; i++)
        {
            if ((before[i] < 0 && after[i] > 0) || (before[i] > 0 && after[i] < 0)) crossings++;
        }

        return (double)crossings / samples.Length * MirToolboxExtractor.SampleRate / 2;
    }
}
