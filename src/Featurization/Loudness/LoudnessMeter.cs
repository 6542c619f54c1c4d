using Cluster.Featurization.Numerics;

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
    private readonly KWeightedEnergy filter;
    private readonly double[] channelWeights;

    // Of each channel the last samples and the last outputs.
    private readonly double[] memories;
    private readonly double[] samples;

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
        filter = new KWeightedEnergy(new KWeighting(sampleRate));
        channelWeights = ChannelWeights.For(channels);
        memories = new double[channels * 2 * KWeightedEnergy.Order];
        samples = new double[KWeightedEnergy.Order + sampleRate / SegmentsPerSecond + 1];
        nextBoundary = Boundary(1);
    }

    /// <summary>Numbers that the meter can hold without growing; for tests of bounded memory.</summary>
    public int Capacity => energies.Length;

    /// <summary>Forgets the stream: the next frame is the first of another.</summary>
    public void Reset()
    {
        Array.Clear(memories);
        (firstKept, keptCount, open, position) = (0, 0, 0, 0);
        nextBoundary = Boundary(1);
    }

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
            open += Energy(block, count);
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
            var frames = to > from ? Boundary(firstKept + to) - Boundary(firstKept + from) : position - Boundary(firstKept + from);
            var energy = to > from ? Sum(from, to) : open;
            var loudness = frames > 0 ? Lufs(energy / frames) : double.NegativeInfinity;
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

    /// <summary>The weighted sum of squares of all channels; at most a segment's frames.</summary>
    private double Energy(ReadOnlySpan<float> interleaved, int frames)
    {
        const int Order = KWeightedEnergy.Order;
        double sum = 0;
        for (var channel = 0; channel < channelWeights.Length; channel++)
        {
            var memory = memories.AsSpan(channel * 2 * Order, 2 * Order);
            var before = memory[..Order];
            var values = samples.AsSpan(0, Order + frames);
            before.CopyTo(values);
            Channels.Take(interleaved, channel, channelWeights.Length, values[Order..]);
            values[^Order..].CopyTo(before);
            sum += channelWeights[channel] * filter.Sum(values, memory[Order..]);
        }

        return sum;
    }
}
