namespace Cluster.Featurization.Resampling;

/// <summary>Takes a stream of samples from one rate to another. Not thread-safe; the plan behind it is shared.</summary>
/// <remarks>
/// Linear phase with the delay taken out: output <c>j</c> stands at input time <c>j in / out</c>. Beyond both ends the signal is 0.
/// <c>y[j] = sum over k of h(j in / out - k) x[k]</c>. Equal rates pass samples through unchanged. The outputs do not depend on the blocks
/// in which the inputs come. Holds a fraction of a second.
/// </remarks>
internal sealed class Resampler
{
    private readonly ResamplerPlan plan;
    private readonly PeriodLanes? lanes;
    private readonly float[] batch = [];

    // Inputs from the first that the next output reaches; bufferStart is its place in the stream.
    private float[] buffer;
    private int filled;
    private long bufferStart;
    private long received;
    private long produced;

    /// <param name="inputRate">Sample rate in Hz of what goes in, at least 1.</param>
    /// <param name="outputRate">Sample rate in Hz of what comes out, at least 1.</param>
    public Resampler(int inputRate, int outputRate)
    {
        plan = ResamplerPlan.For(inputRate, outputRate);
        if (plan.Periods is { } periods)
        {
            lanes = new PeriodLanes(periods);
            batch = new float[lanes.Outputs];
        }

        buffer = new float[plan.IsIdentity ? 0 : Reach + 4096];
        Reset();
    }

    /// <summary>Samples that are held; for tests of bounded memory.</summary>
    public int Capacity => buffer.Length + batch.Length + (lanes?.Capacity ?? 0);

    private int Reach => lanes?.Reach ?? 2 * plan.HalfTaps;

    /// <summary>Forgets the stream: the next sample is the first of another.</summary>
    public void Reset()
    {
        (received, produced) = (0, 0);
        if (plan.IsIdentity) return;

        // Before the start there is silence, as far as the first output reaches.
        filled = plan.HalfTaps - 1;
        bufferStart = -filled;
        buffer.AsSpan(0, filled).Clear();
    }

    /// <summary>The most outputs that a call can give.</summary>
    /// <param name="inputLength">Samples that go in; 0 for the end.</param>
    public int MostOutputs(int inputLength) => (int)plan.OutputLength(inputLength + (plan.IsIdentity ? 0 : Reach)) + 1;

    /// <summary>Takes the next samples and gives every output that is ready.</summary>
    /// <param name="input">The next samples.</param>
    /// <param name="output">Receives outputs; at least <see cref="MostOutputs"/> long.</param>
    /// <returns>Outputs written.</returns>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        received += input.Length;
        if (plan.IsIdentity)
        {
            input.CopyTo(output);
            return input.Length;
        }

        input.CopyTo(Extend(input.Length));
        return Run(output, long.MaxValue);
    }

    /// <summary>Ends the stream and gives the outputs that are still due.</summary>
    /// <param name="output">Receives outputs; at least <see cref="MostOutputs"/> of 0 long.</param>
    /// <returns>Outputs written; all calls together gave ceil(n out / in).</returns>
    public int Finish(Span<float> output)
    {
        if (plan.IsIdentity) return 0;
        Extend(Reach).Clear();
        return Run(output, plan.OutputLength(received) - produced);
    }

    private int Run(Span<float> output, long most)
    {
        var before = produced;
        while (produced - before < most && Offset() + Reach <= filled)
        {
            var done = (int)(produced - before);
            produced += lanes is null ? One(output[done..]) : Batch(lanes, output[done..], most - done);
        }

        return (int)(produced - before);
    }

    /// <summary>Where in the buffer the next output's filter starts.</summary>
    private int Offset() => (int)((long)((Int128)produced * plan.Down / plan.Up) - plan.HalfTaps + 1 - bufferStart);

    private int One(Span<float> output)
    {
        var phase = (int)((Int128)produced * plan.Down % plan.Up);
        output[0] = plan.Phases!.Value(buffer.AsSpan(Offset(), Reach), (double)phase / plan.Up);
        return 1;
    }

    private int Batch(PeriodLanes lanes, Span<float> output, long most)
    {
        lanes.Process(buffer.AsSpan(Offset(), Reach), batch);
        var count = (int)Math.Min(most, batch.Length);
        batch.AsSpan(0, count).CopyTo(output);
        return count;
    }

    /// <summary>Room for inputs at the end of the buffer; what no later output reaches is dropped.</summary>
    private Span<float> Extend(int count)
    {
        if (filled + count > buffer.Length)
        {
            var used = Math.Min(Offset(), filled);
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            bufferStart += used;
            if (filled + count > buffer.Length) Array.Resize(ref buffer, filled + count);
        }

        filled += count;
        return buffer.AsSpan(filled - count, count);
    }
}
