using System.Runtime.Intrinsics;

namespace Cluster.Featurization.Loudness;

/// <summary>Measures the integrated loudness of any stretch of a stream that has gone by, in one pass. Not thread-safe.</summary>
/// <remarks>
/// <para>The stream is K-weighted once; the weighted energy is kept per 10 ms, from which the 400 ms blocks of any stretch are put
/// together.
/// Stretches start and end on that 10 ms grid. Memory: 100 numbers per second that is kept.</para>
/// <para>Source: ITU-R BS.1770-4: blocks of 400 ms overlapping by 75 %, absolute gate -70 LUFS, relative gate 10 LU below the mean of
/// what passed it.</para>
/// </remarks>
internal sealed class LoudnessMeter
{
    /// <summary>Segments per second.</summary>
    public const int SegmentsPerSecond = 100;

    private const int BlockSegments = 40;
    private const int StepSegments = 10;
    private const double AbsoluteGateLufs = -70;
    private const double RelativeGateLu = -10;
    private const double Offset = -0.691;

    private readonly int sampleRate;
    private readonly KWeighting weighting;
    private readonly double[] channelWeights;
    private readonly FilterState[] states;

    private double[] energies = new double[4096];
    private long firstKept;
    private int keptCount;
    private double open;
    private long position;
    private long nextBoundary;

    /// <param name="sampleRate">Sample rate of the stream in Hz.</param>
    /// <param name="channels">Its channels.</param>
    public LoudnessMeter(int sampleRate, int channels)
    {
        this.sampleRate = sampleRate;
        weighting = new KWeighting(sampleRate);
        channelWeights = ChannelWeights.For(channels);
        states = new FilterState[(channels + 1) / 2];
        nextBoundary = Boundary(1);
    }

    /// <summary>Numbers that the meter can hold without growing; for tests of bounded memory.</summary>
    public int Capacity => energies.Length;

    /// <summary>Takes the next frames.</summary>
    /// <param name="interleaved">Whole frames in units of full scale.</param>
    public void Process(ReadOnlySpan<float> interleaved)
    {
        var channels = channelWeights.Length;
        var frames = interleaved.Length / channels;
        var done = 0;
        while (done < frames)
        {
            var count = (int)Math.Min(frames - done, nextBoundary - position);
            var block = interleaved.Slice(done * channels, count * channels);
            for (var pair = 0; pair < states.Length; pair++) open += Filter(block, 2 * pair, channels, ref states[pair]);

            done += count;
            position += count;
            if (position < nextBoundary) continue;
            Push(open);
            open = 0;
            nextBoundary = Boundary(firstKept + keptCount + 1);
        }
    }

    /// <summary>Forgets segments before a time.</summary>
    /// <param name="seconds">Stretches that start at or after this time stay measurable.</param>
    public void Forget(double seconds)
    {
        var drop = (int)Math.Clamp(Segment(seconds) - firstKept, 0, keptCount);
        if (drop < 1024) return; // moving the rest is worth it only now and then
        energies.AsSpan(drop, keptCount - drop).CopyTo(energies);
        firstKept += drop;
        keptCount -= drop;
    }

    /// <summary>The integrated loudness of a stretch.</summary>
    /// <param name="startS">Start in seconds; not before what was forgotten.</param>
    /// <param name="durationS">Length in seconds; a stretch shorter than 400 ms is measured as one block.</param>
    /// <returns>LUFS; negative infinity when nothing passes the absolute gate.</returns>
    public double Integrated(double startS, double durationS)
    {
        var from = (int)Math.Clamp(Segment(startS) - firstKept, 0, keptCount);
        var to = (int)Math.Clamp(Segment(startS + durationS) - firstKept, from, keptCount);
        if (to - from < BlockSegments)
        {
            var samples = to > from ? Boundary(firstKept + to) - Boundary(firstKept + from) : position - Boundary(firstKept + from);
            var energy = to > from ? Sum(from, to) : open;
            var loudness = samples > 0 ? Lufs(energy / samples) : double.NegativeInfinity;
            return loudness > AbsoluteGateLufs ? loudness : double.NegativeInfinity;
        }

        var absolute = Gated(from, to, AbsoluteGateLufs);
        return double.IsNegativeInfinity(absolute) ? absolute : Gated(from, to, Math.Max(AbsoluteGateLufs, absolute + RelativeGateLu));
    }

    private static double Lufs(double meanSquare) => meanSquare > 0 ? Offset + 10 * Math.Log10(meanSquare) : double.NegativeInfinity;

    private static long Segment(double seconds) => (long)Math.Round(seconds * SegmentsPerSecond);

    private long Boundary(long segment) => segment * sampleRate / SegmentsPerSecond;

    private double Gated(int from, int to, double gateLufs)
    {
        double total = 0;
        var blocks = 0;
        for (var start = from; start + BlockSegments <= to; start += StepSegments)
        {
            var meanSquare = Sum(start, start + BlockSegments) /
                (Boundary(firstKept + start + BlockSegments) - Boundary(firstKept + start));
            if (!(Lufs(meanSquare) > gateLufs)) continue;
            total += meanSquare;
            blocks++;
        }

        return blocks > 0 ? Lufs(total / blocks) : double.NegativeInfinity;
    }

    private double Sum(int from, int to)
    {
        double sum = 0;
        foreach (var energy in energies.AsSpan(from, to - from)) sum += energy;
        return sum;
    }

    private void Push(double energy)
    {
        if (keptCount == energies.Length) Array.Resize(ref energies, 2 * energies.Length);
        energies[keptCount++] = energy;
    }

    /// <summary>Runs two channels through both filters (transposed direct form II), one per lane, and sums their weighted
    /// squares.</summary>
    private double Filter(ReadOnlySpan<float> block, int channel, int channels, ref FilterState state)
    {
        var (shelf, high) = (weighting.Shelf, weighting.HighPass);
        var (sb0, sb1, sb2) = (Vector128.Create(shelf.B0), Vector128.Create(shelf.B1), Vector128.Create(shelf.B2));
        var (sa1, sa2) = (Vector128.Create(-shelf.A1), Vector128.Create(-shelf.A2));
        var (ha1, ha2) = (Vector128.Create(-high.A1), Vector128.Create(-high.A2));
        var (s1, s2, h1, h2) = (state.Shelf1, state.Shelf2, state.High1, state.High2);
        var sum = Vector128<double>.Zero;

        // An odd last channel runs in both lanes; one of them has no weight.
        var second = Math.Min(channel + 1, channels - 1) - channel;
        for (var i = channel; i + second < block.Length; i += channels)
        {
            var x = Vector128.Create((double)block[i], block[i + second]);
            var y = Vector128.FusedMultiplyAdd(sb0, x, s1);
            s1 = Vector128.FusedMultiplyAdd(sa1, y, Vector128.FusedMultiplyAdd(sb1, x, s2));
            s2 = Vector128.FusedMultiplyAdd(sa2, y, sb2 * x);
            var z = y + h1;
            h1 = Vector128.FusedMultiplyAdd(ha1, z, h2 - (y + y));
            h2 = Vector128.FusedMultiplyAdd(ha2, z, y);
            sum = Vector128.FusedMultiplyAdd(z, z, sum);
        }

        // Decaying towards silence, the states would linger in slow denormal numbers.
        state = new FilterState(Flushed(s1), Flushed(s2), Flushed(h1), Flushed(h2));
        return channelWeights[channel] * sum[0] + (second == 0 ? 0 : channelWeights[channel + 1] * sum[1]);
    }

    private static Vector128<double> Flushed(Vector128<double> state) =>
        Vector128.ConditionalSelect(Vector128.LessThan(Vector128.Abs(state), Vector128.Create(1e-30)), Vector128<double>.Zero, state);

    /// <summary>The filters' memories of two channels.</summary>
    private readonly record struct FilterState(
        Vector128<double> Shelf1, Vector128<double> Shelf2, Vector128<double> High1, Vector128<double> High2);
}
