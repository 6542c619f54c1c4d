using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.MirToolbox;

/// <summary>The sum of the envelopes of ten auditory channels, at a sixteenth of the sample rate. Immutable; thread-safe.</summary>
/// <remarks>
/// <para>A channel is a gammatone filter of order 4, four sections of order 2, with unit gain at its centre; its magnitude is smoothed forwards and backwards
/// by one pole of 20 ms. Channels are the lanes of vectors.</para>
/// <para>Only every sixteenth value of the backward pass is wanted, so that of the forward pass no more is kept than what a block of sixteen adds to the
/// value at its start.</para>
/// <para>Sources: Slaney, "An efficient implementation of the Patterson-Holdsworth auditory filter bank", Apple TR 35, 1993; Gustafsson, "Determining the
/// initial states in forward-backward filtering", IEEE TSP 44, 1996 (the ends: three samples mirrored through the last one, and a steady state).</para>
/// </remarks>
internal sealed class GammatoneBank
{
    /// <summary>Samples for each value of the envelope.</summary>
    public const int Decimation = 16;

    private const int ChannelCount = 10;
    private const double LowestHz = 50;
    private const double EarQ = 9.26449;
    private const double LeastBandwidthHz = 24.7;
    private const double BandwidthFactor = 1.019;
    private const double SmoothingS = 0.02;
    private const int Sections = 4;
    private const int Mirrored = 3;
    private const int BlockLength = 16 * Decimation;
    private const int MostLanes = 8;
    private const int WorkLength = 2 * Sections + Decimation + Mirrored + Mirrored + 1 + BlockLength;

    // Of each group of lanes: the gain, and of the poles two coefficients, and of each section's zero one.
    private const int Coefficients = 3 + Sections;

    private readonly int width = Lanes8.IsSupported ? Lanes8.Count : Lanes4.IsSupported ? Lanes4.Count : Lanes2.Count;
    private readonly double[][] groups;
    private readonly double pole = Math.Exp(-1 / (SmoothingS * MirToolboxExtractor.SampleRate));

    /// <summary>Designs the filters.</summary>
    public GammatoneBank()
    {
        groups = [.. Enumerable.Range(1, ChannelCount).Select(Channel).Chunk(width).Select(channels =>
        {
            // Lanes without a channel have no gain, and stay silent.
            var group = new double[Coefficients * width];
            for (var lane = 0; lane < channels.Length; lane++)
            {
                for (var i = 0; i < Coefficients; i++) group[i * width + lane] = channels[lane][i];
            }

            return group;
        })];
    }

    /// <summary>Values for a clip.</summary>
    /// <param name="samples">Its length.</param>
    public static int Count(int samples) => (samples + Decimation - 1) / Decimation;

    /// <summary>Doubles of scratch that are needed.</summary>
    /// <param name="samples">Length of the clip.</param>
    public static int ScratchLength(int samples) => (Count(samples) + WorkLength) * MostLanes;

    /// <summary>Computes the envelope.</summary>
    /// <param name="samples">The clip; more than three samples.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values; overwritten.</param>
    /// <param name="envelope">Receives <see cref="Count"/> values.</param>
    public void Envelope(ReadOnlySpan<double> samples, Span<double> scratch, Span<double> envelope)
    {
        envelope.Clear();
        foreach (var group in groups)
        {
            ref var coefficients = ref MemoryMarshal.GetArrayDataReference(group);
            ref var room = ref MemoryMarshal.GetReference(scratch);
            if (width == Lanes8.Count) Add<Lanes8>(samples, ref coefficients, ref room, envelope);
            else if (width == Lanes4.Count) Add<Lanes4>(samples, ref coefficients, ref room, envelope);
            else Add<Lanes2>(samples, ref coefficients, ref room, envelope);
        }
    }

    private void Add<T>(ReadOnlySpan<double> samples, ref double coefficients, ref double room, Span<double> envelope)
        where T : struct, ILanes<T>
    {
        Span<double> shares = stackalloc double[Decimation]; // what a value adds to the backward pass at its block's start
        for (var j = 0; j < Decimation; j++) shares[j] = (1 - pole) * Math.Pow(pole, j);
        ref var sums = ref Unsafe.As<double, T>(ref room);
        var rest = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref sums, envelope.Length), WorkLength);
        rest.Clear();
        var state = rest[..(2 * Sections)];
        var smooth = rest.Slice(state.Length, Decimation + Mirrored);
        var levels = rest[(state.Length + smooth.Length)..]; // the last levels of the block before come first
        T forward = default;
        for (var start = 0; start < samples.Length; start += BlockLength)
        {
            var count = Math.Min(BlockLength, samples.Length - start);
            Filter(samples.Slice(start, count), ref Unsafe.As<double, T>(ref coefficients), state, levels[(Mirrored + 1)..]);
            var block = levels.Slice(Mirrored + 1, count);
            if (start == 0)
            {
                forward = block[0] * 2 - block[Mirrored];
                for (var i = Mirrored - 1; i > 0; i--) forward = Smooth(forward, block[0] * 2 - block[i]);
            }

            for (var i = 0; i < count; i += Decimation)
            {
                T sum = default;
                var length = Math.Min(Decimation, count - i);
                for (var j = 0; j < length; j++)
                {
                    forward = Smooth(forward, block[i + j]);
                    smooth[j] = forward;
                    sum = T.MultiplyAdd(forward, shares[j], sum);
                }

                Unsafe.Add(ref sums, (start + i) / Decimation) = sum;
            }

            levels.Slice(count, Mirrored + 1).CopyTo(levels);
        }

        Backward(samples.Length, levels, smooth, forward, ref sums, envelope);
    }

    /// <summary>The backward pass over the ends of blocks, from the last one's end, and the sum over lanes.</summary>
    private void Backward<T>(int samples, ReadOnlySpan<T> lastLevels, Span<T> smooth, T forward, ref T sums, Span<double> envelope)
        where T : struct, ILanes<T>
    {
        var last = envelope.Length - 1;
        var tail = samples - last * Decimation;
        for (var i = 0; i < Mirrored; i++)
        {
            forward = Smooth(forward, lastLevels[Mirrored] * 2 - lastLevels[Mirrored - 1 - i]);
            smooth[tail + i] = forward;
        }

        var value = forward;
        for (var i = tail + Mirrored - 1; i >= 0; i--) value = Smooth(value, smooth[i]);
        var step = Math.Pow(pole, Decimation);
        for (var m = last; m >= 0; m--)
        {
            if (m < last) value = T.MultiplyAdd(value, step, Unsafe.Add(ref sums, m));
            ref var lanes = ref Unsafe.As<T, double>(ref value);
            for (var lane = 0; lane < T.Count; lane++) envelope[m] += Math.Max(0, Unsafe.Add(ref lanes, lane));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Smooth<T>(T before, T level)
        where T : struct, ILanes<T> => T.MultiplyAdd(before, pole, level * (1 - pole));

    /// <summary>The magnitudes of some samples in all channels. Each section is in the transposed direct form.</summary>
    private static void Filter<T>(ReadOnlySpan<double> samples, ref T c, Span<T> state, Span<T> levels)
        where T : struct, ILanes<T>
    {
        var (gain, a1, a2) = (c, Unsafe.Add(ref c, 1), Unsafe.Add(ref c, 2));
        var (b1, b2, b3, b4) = (Unsafe.Add(ref c, 3), Unsafe.Add(ref c, 4), Unsafe.Add(ref c, 5), Unsafe.Add(ref c, 6));
        var (p1, p2, p3, p4) = (state[0], state[1], state[2], state[3]);
        var (q1, q2, q3, q4) = (state[4], state[5], state[6], state[7]);
        for (var i = 0; i < samples.Length; i++)
        {
            var x = gain * samples[i];
            var y = x + p1;
            p1 = T.MultiplyAdd(a1, y, T.MultiplyAdd(b1, x, q1));
            q1 = a2 * y;
            x = y + p2;
            p2 = T.MultiplyAdd(a1, x, T.MultiplyAdd(b2, y, q2));
            q2 = a2 * x;
            y = x + p3;
            p3 = T.MultiplyAdd(a1, y, T.MultiplyAdd(b3, x, q3));
            q3 = a2 * y;
            x = y + p4;
            p4 = T.MultiplyAdd(a1, x, T.MultiplyAdd(b4, y, q4));
            q4 = a2 * x;
            levels[i] = T.Abs(x);
        }

        (state[0], state[1], state[2], state[3]) = (p1, p2, p3, p4);
        (state[4], state[5], state[6], state[7]) = (q1, q2, q3, q4);
    }

    /// <summary>A channel's coefficients: gain, those of the last two outputs, and each section's of the last input.</summary>
    private static double[] Channel(int number)
    {
        const double Rate = MirToolboxExtractor.SampleRate;
        const double Offset = EarQ * LeastBandwidthHz;
        var centre = -Offset + Math.Exp(number * (-Math.Log(Rate / 2 + Offset) + Math.Log(LowestHz + Offset)) / ChannelCount) * (Rate / 2 + Offset);
        var radius = Math.Exp(-BandwidthFactor * 2 * Math.PI * (centre / EarQ + LeastBandwidthHz) / Rate);
        var (sin, cos) = Math.SinCos(2 * Math.PI * centre / Rate);
        var (wide, narrow) = (Math.Sqrt(3 + Math.Pow(2, 1.5)), Math.Sqrt(3 - Math.Pow(2, 1.5)));
        double[] zeros = [.. new[] { wide, -wide, narrow, -narrow }.Select(q => -radius * (cos + q * sin))];
        var (a1, a2) = (2 * radius * cos, -radius * radius);

        var delay = new Complex(cos, -sin);
        var response = zeros.Aggregate(Complex.One, (product, zero) => product * (1 + zero * delay) / (1 - a1 * delay - a2 * delay * delay));
        return [1 / response.Magnitude, a1, a2, .. zeros];
    }
}
