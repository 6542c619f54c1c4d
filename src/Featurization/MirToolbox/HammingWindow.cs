using System.Numerics.Tensors;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.MirToolbox;

/// <summary>The symmetric window <c>0.54 - 0.46 cos(2 pi k / (n - 1))</c>.</summary>
internal static class HammingWindow
{
    private const double Mean = 0.54;
    private const double Depth = 0.46;
    private const int BlockLength = 512;

    /// <summary>The window.</summary>
    /// <param name="length">Its length; at least 2.</param>
    public static double[] Of(int length) => [.. Enumerable.Range(0, length).Select(k => Mean - Depth * Math.Cos(2 * Math.PI * k / (length - 1)))];

    /// <summary>A clip's samples under a window of the clip's length, the even ones apart from the odd ones; zeros behind them.</summary>
    /// <param name="samples">The clip.</param>
    /// <param name="even">Receives samples 0, 2, 4 ...</param>
    /// <param name="odd">Receives samples 1, 3, 5 ...</param>
    public static void Deinterleave(ReadOnlySpan<float> samples, Span<double> even, Span<double> odd)
    {
        // The window's turn is that of its block's start times that within the block, which is the same for all blocks.
        var step = 2 * Math.PI / (samples.Length - 1);
        Span<double> turns = stackalloc double[4 * BlockLength];
        for (var i = 0; i < BlockLength; i++)
        {
            (turns[BlockLength + i], turns[i]) = Math.SinCos(2 * i * step);
            (turns[3 * BlockLength + i], turns[2 * BlockLength + i]) = Math.SinCos((2 * i + 1) * step);
        }

        Span<float> last = stackalloc float[2 * BlockLength];
        var pairs = (samples.Length + 1) / 2;
        for (var start = 0; start < pairs; start += BlockLength)
        {
            scoped var block = samples[(2 * start)..];
            var count = Math.Min(BlockLength, pairs - start);
            if (block.Length < 2 * count)
            {
                last.Clear();
                block.CopyTo(last);
                block = last;
            }

            var (sin, cos) = Math.SinCos(2 * start * step);
            Take(block, 0, cos, sin, turns[..(2 * BlockLength)], even.Slice(start, count));
            Take(block, 1, cos, sin, turns[(2 * BlockLength)..], odd.Slice(start, count));
        }

        even[pairs..].Clear();
        odd[pairs..].Clear();
    }

    private static void Take(ReadOnlySpan<float> block, int offset, double cos, double sin, ReadOnlySpan<double> turns, Span<double> target)
    {
        Span<double> window = stackalloc double[BlockLength];
        window = window[..target.Length];
        Channels.Take(block, offset, 2, target);
        TensorPrimitives.Multiply(turns[..target.Length], -Depth * cos, window);
        TensorPrimitives.MultiplyAdd(turns.Slice(BlockLength, target.Length), Depth * sin, window, window);
        TensorPrimitives.Add(window, Mean, window);
        TensorPrimitives.Multiply(target, window, target);
    }
}
