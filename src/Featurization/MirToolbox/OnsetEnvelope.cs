using System.Numerics.Tensors;

namespace Cluster.Featurization.MirToolbox;

/// <summary>The energy of a clip at 100 Hz, the events in it, and how clear its pulse is. Immutable; thread-safe.</summary>
internal sealed class OnsetEnvelope
{
    /// <summary>Values per second.</summary>
    public const int Rate = 100;

    private const int FrameLength = MirToolboxExtractor.SampleRate / 10;
    private const int TransformLength = 8192;
    private const double Contrast = 0.1;

    private static readonly MirFrames Frames = new(FrameLength, MirToolboxExtractor.SampleRate / Rate);

    private readonly double[] window = [.. Enumerable.Range(0, FrameLength).Select(k => 0.5 * (1 - Math.Cos(2 * Math.PI * (k + 1) / (FrameLength + 1))))];
    private readonly double[] alternating;
    private readonly double[] squared;

    /// <summary>Builds the tables.</summary>
    public OnsetEnvelope()
    {
        alternating = [.. window.Select((value, k) => k % 2 == 0 ? value : -value)];
        squared = [.. window.Select(value => value * value)];
    }

    /// <summary>Values for a clip.</summary>
    /// <param name="samples">Its length.</param>
    public static int Count(int samples) => Frames.Count(samples);

    /// <summary>Computes the energies.</summary>
    /// <param name="samples">The clip.</param>
    /// <param name="squares">The squares of its samples.</param>
    /// <param name="energies">Receives <see cref="Count"/> values.</param>
    /// <remarks>A frame's power, summed over the bins from 0 Hz to half the sample rate, is by Parseval's theorem a sum over its samples, but that the two
    /// bins at the ends have no mirror image.</remarks>
    public void Compute(ReadOnlySpan<double> samples, ReadOnlySpan<double> squares, Span<double> energies)
    {
        for (var frame = 0; frame < energies.Length; frame++)
        {
            var start = Frames.Start(frame);
            var x = samples.Slice(start, FrameLength);
            var lowest = TensorPrimitives.Dot(x, window);
            var highest = TensorPrimitives.Dot(x, alternating);
            energies[frame] = (TransformLength * TensorPrimitives.Dot(squares.Slice(start, FrameLength), squared) + lowest * lowest + highest * highest) / 2;
        }
    }

    /// <summary>Events per second: peaks of the energy.</summary>
    /// <param name="energies">The energies.</param>
    public static double EventDensity(ReadOnlySpan<double> energies)
    {
        var scaled = new double[energies.Length];
        PeakPicker.Scale(energies, TensorPrimitives.Min(energies), TensorPrimitives.Max(energies), scaled);
        var peaks = new int[energies.Length / 2 + 1];
        return (double)PeakPicker.Find(scaled, Contrast, withEnds: true, peaks) * Rate / energies.Length;
    }

    /// <summary>The highest autocorrelation of the energy's changes at the periods of a beat, 0.3 to 1.5 s; 0 where nothing changes.</summary>
    /// <param name="energies">The energies.</param>
    public static double PulseClarity(ReadOnlySpan<double> energies)
    {
        var changes = new double[energies.Length - 1];
        TensorPrimitives.Subtract(energies[1..], energies[..^1], changes);
        TensorPrimitives.Subtract(changes, TensorPrimitives.Sum<double>(changes) / changes.Length, changes);
        var energy = TensorPrimitives.SumOfSquares<double>(changes);
        if (!(energy > 0)) return 0;
        var best = double.NegativeInfinity;
        for (var lag = (int)(BeatLags.LeastS * Rate); lag <= (int)(BeatLags.MostS * Rate); lag++)
        {
            var product = TensorPrimitives.Dot<double>(changes.AsSpan(0, changes.Length - lag), changes.AsSpan(lag));
            best = Math.Max(best, product / energy * BeatLags.Weight((double)lag / Rate));
        }

        return best;
    }
}
