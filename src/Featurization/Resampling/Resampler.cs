using System.Numerics.Tensors;

namespace Cluster.Featurization.Resampling;

/// <summary>Takes a stream of samples from one rate to another. Not thread-safe; the plan behind it is shared.</summary>
/// <remarks>
/// Linear phase with the delay taken out: output <c>j</c> stands at input time <c>j in / out</c>. Beyond both ends the signal is 0.
/// <c>y[j] = sum over k of h(j in / out - k) x[k]</c>. Equal rates pass samples through unchanged. Holds one block and the filter's reach.
/// </remarks>
internal sealed class Resampler
{
    private readonly ResamplerPlan plan;
    private readonly bool isIdentity;
    private readonly Decimator? decimator;

    private float[] buffer;
    private int filled;
    private long bufferStart;
    private long received;
    private long produced;

    // Position of the next output: input sample and part of it, in units of 1 / Up.
    private long nextInput;
    private int nextPhase;

    /// <param name="inputRate">Sample rate in Hz of what goes in, at least 1.</param>
    /// <param name="outputRate">Sample rate in Hz of what comes out, at least 1.</param>
    public Resampler(int inputRate, int outputRate)
    {
        plan = ResamplerPlan.For(inputRate, outputRate);
        isIdentity = plan.Up == plan.Down;
        if (plan.Up == 1 && !isIdentity) decimator = new Decimator(plan.Down);
        buffer = new float[4 * plan.RowLength];

        // Before the start there is silence, as far as the first output reaches.
        filled = plan.HalfTaps - 1;
        bufferStart = -(plan.HalfTaps - 1);
    }

    /// <summary>Samples that are held; for tests of bounded memory.</summary>
    public int Capacity => buffer.Length + (decimator?.Capacity ?? 0);

    /// <summary>The most outputs that a call can give.</summary>
    /// <param name="inputLength">Samples that go in; 0 for the end.</param>
    public int MostOutputs(int inputLength) => (int)plan.OutputLength(inputLength + 2L * plan.RowLength) + 1;

    /// <summary>Takes the next samples and gives every output that they complete.</summary>
    /// <param name="input">The next samples.</param>
    /// <param name="output">Receives outputs; at least <see cref="MostOutputs"/> long.</param>
    /// <returns>Outputs written.</returns>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        received += input.Length;
        if (isIdentity)
        {
            input.CopyTo(output);
            produced += input.Length;
            return input.Length;
        }

        Append(input);
        return Run(output, long.MaxValue);
    }

    /// <summary>Ends the stream and gives the outputs that are still due.</summary>
    /// <param name="output">Receives outputs; at least <see cref="MostOutputs"/> of 0 long.</param>
    /// <returns>Outputs written; all calls together gave ceil(n out / in).</returns>
    public int Finish(Span<float> output)
    {
        if (isIdentity) return 0;
        Append(new float[plan.RowLength + 1]);
        return Run(output, plan.OutputLength(received) - produced);
    }

    private int Run(Span<float> output, long most)
    {
        if (decimator is not null) return Decimate(output, most);
        var step = plan.Down / plan.Up;
        var stepPhase = plan.Down % plan.Up;
        var count = 0;
        while (count < most)
        {
            var offset = (int)(nextInput - plan.HalfTaps + 1 - bufferStart);
            if (offset + plan.RowLength > filled) break;
            output[count++] = Value(buffer.AsSpan(offset, plan.RowLength));
            nextInput += step;
            nextPhase += stepPhase;
            if (nextPhase < plan.Up) continue;
            nextPhase -= plan.Up;
            nextInput++;
        }

        produced += count;
        return count;
    }

    private int Decimate(Span<float> output, long most)
    {
        var offset = (int)(nextInput - plan.HalfTaps + 1 - bufferStart);
        var ready = Math.Max(0, (filled - offset - plan.RowLength + plan.Down) / plan.Down);
        var count = (int)Math.Min(ready, most);
        if (count <= 0) return 0;
        decimator!.Process(buffer.AsSpan(offset, filled - offset), plan.Row(0), output[..count]);
        nextInput += (long)count * plan.Down;
        produced += count;
        return count;
    }

    private float Value(ReadOnlySpan<float> samples)
    {
        if (!plan.IsInterpolated) return TensorPrimitives.Dot(samples, plan.Row(nextPhase));
        var position = (double)nextPhase * plan.Phases / plan.Up;
        var row = (int)position;
        var low = TensorPrimitives.Dot(samples, plan.Row(row));
        var high = TensorPrimitives.Dot(samples, plan.Row(row + 1));
        return low + (float)(position - row) * (high - low);
    }

    private void Append(ReadOnlySpan<float> input)
    {
        // Drop what no later output reaches, then make room.
        var used = (int)Math.Clamp(nextInput - plan.HalfTaps + 1 - bufferStart, 0, filled);
        if (filled + input.Length > buffer.Length)
        {
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            bufferStart += used;
            if (filled + input.Length > buffer.Length) Array.Resize(ref buffer, filled + input.Length);
        }

        input.CopyTo(buffer.AsSpan(filled));
        filled += input.Length;
    }
}
