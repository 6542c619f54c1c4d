using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Cluster.Featurization.MirToolbox;

/// <summary>The shape of a clip's magnitude spectrum.</summary>
/// <param name="Centroid">In Hz; NaN of a spectrum without shape, whose entropy is above 0.95.</param>
/// <param name="Spread">Standard deviation around the centroid in Hz.</param>
/// <param name="Skewness">Third moment over the spread's cube.</param>
/// <param name="Kurtosis">Fourth moment over the spread's fourth power; 3 for a bell.</param>
/// <param name="Flatness">Geometric over arithmetic mean, 0 to 1.</param>
/// <param name="Entropy">0 to 1.</param>
/// <param name="Rolloff">Frequency in Hz up to which 85 % of the magnitude lie.</param>
/// <param name="Brightness">Share of the magnitude above 1500 Hz.</param>
internal readonly record struct SpectralMoments(
    double Centroid, double Spread, double Skewness, double Kurtosis, double Flatness, double Entropy, double Rolloff, double Brightness)
{
    private const double MostEntropy = 0.95;
    private const double Nothing = 1e-12;
    private const double RolloffShare = 0.85;
    private const double BrightnessHz = 1500;
    private const int BlockLength = 1024;

    /// <summary>Computes them.</summary>
    /// <param name="magnitudes">From 0 Hz.</param>
    /// <param name="binHz">Distance between bins in Hz.</param>
    public static SpectralMoments Of(ReadOnlySpan<double> magnitudes, double binHz)
    {
        // The toolbox adds the least magnitude to all before it takes moments.
        var offset = TensorPrimitives.Min(magnitudes);
        var (sum, first) = SumAndFirst(magnitudes);
        var n = magnitudes.Length;
        var raised = sum + n * offset;
        var centre = (first + offset * (n - 1.0) * n / 2) / raised;
        var (second, third, fourth) = Central(magnitudes, offset, centre);
        var spread = Math.Sqrt(second / raised);
        var (logs, entropy) = Logarithms(magnitudes, sum);
        var bright = Math.Min(n, (int)(BrightnessHz / binHz) + 1);
        return new SpectralMoments(
            entropy > MostEntropy ? double.NaN : centre * binHz,
            spread * binHz,
            third / raised / (spread * spread * spread),
            fourth / raised / (spread * spread * spread * spread),
            Math.Exp(logs / n) / (sum / n),
            entropy,
            RolloffBin(magnitudes, sum) * binHz,
            TensorPrimitives.Sum(magnitudes[bright..]) / sum);
    }

    private static (double Sum, double First) SumAndFirst(ReadOnlySpan<double> magnitudes)
    {
        double sum = 0, first = 0;
        var lanes = MemoryMarshal.Cast<double, Vector<double>>(magnitudes);
        var (at, sums, firsts) = (Vector.CreateSequence(0.0, 1.0), Vector<double>.Zero, Vector<double>.Zero);
        foreach (var value in lanes)
        {
            sums += value;
            firsts += value * at;
            at += new Vector<double>(Vector<double>.Count);
        }

        for (var i = lanes.Length * Vector<double>.Count; i < magnitudes.Length; i++)
        {
            sum += magnitudes[i];
            first += i * magnitudes[i];
        }

        return (sum + Vector.Sum(sums), first + Vector.Sum(firsts));
    }

    private static (double Second, double Third, double Fourth) Central(ReadOnlySpan<double> magnitudes, double offset, double centre)
    {
        var lanes = MemoryMarshal.Cast<double, Vector<double>>(magnitudes);
        var at = Vector.CreateSequence(-centre, 1.0);
        var (seconds, thirds, fourths) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        foreach (var value in lanes)
        {
            var square = at * at;
            var term = (value + new Vector<double>(offset)) * square;
            seconds += term;
            thirds += term * at;
            fourths += term * square;
            at += new Vector<double>(Vector<double>.Count);
        }

        var (second, third, fourth) = (Vector.Sum(seconds), Vector.Sum(thirds), Vector.Sum(fourths));
        for (var i = lanes.Length * Vector<double>.Count; i < magnitudes.Length; i++)
        {
            var d = i - centre;
            var term = (magnitudes[i] + offset) * d * d;
            second += term;
            third += term * d;
            fourth += term * d * d;
        }

        return (second, third, fourth);
    }

    /// <summary>The sum of the magnitudes' logarithms, and the entropy.</summary>
    private static (double Logs, double Entropy) Logarithms(ReadOnlySpan<double> magnitudes, double sum)
    {
        Span<double> buffer = stackalloc double[2 * BlockLength];
        double logs = 0, entropy = 0;
        for (var start = 0; start < magnitudes.Length; start += BlockLength)
        {
            var block = magnitudes[start..Math.Min(start + BlockLength, magnitudes.Length)];
            var share = buffer[..block.Length];
            var log = buffer.Slice(BlockLength, block.Length);
            TensorPrimitives.Log(block, log);
            logs += TensorPrimitives.Sum(log);
            TensorPrimitives.Divide(block, sum + Nothing, share);
            TensorPrimitives.Add(share, Nothing, log);
            TensorPrimitives.Log(log, log);
            entropy -= TensorPrimitives.Dot(share, log);
        }

        return (logs, entropy / Math.Log(magnitudes.Length));
    }

    private static int RolloffBin(ReadOnlySpan<double> magnitudes, double sum)
    {
        var wanted = RolloffShare * sum;
        double sofar = 0;
        var start = 0;
        for (; start + BlockLength < magnitudes.Length; start += BlockLength)
        {
            var block = TensorPrimitives.Sum(magnitudes.Slice(start, BlockLength));
            if (sofar + block >= wanted) break;
            sofar += block;
        }

        for (var i = start; i < magnitudes.Length; i++)
        {
            sofar += magnitudes[i];
            if (sofar >= wanted) return i;
        }

        return 0;
    }
}
