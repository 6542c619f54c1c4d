using System.Buffers;
using System.Runtime.ExceptionServices;

namespace Cluster.Modeling.Torch.Serving;

/// <summary>Gathers the rows of concurrent callers into batches without making anybody wait for more to come.</summary>
/// <remarks>
/// <para>A row joins a bounded queue. While a lane is free, whoever waits there takes it and runs what is in the queue, up to the largest batch, first come first served; the others wait for
/// their answers. So a lone caller runs its own row at once, and under load batches grow by themselves.</para>
/// <para>Thread-safe. Callers block; there is no thread of its own and nothing to dispose of. What goes wrong in a batch, every caller of the batch hears of.</para>
/// </remarks>
/// <param name="width">Values per row.</param>
/// <param name="outputs">Values per answer.</param>
/// <param name="largest">Most rows of a batch; at least 1.</param>
/// <param name="capacity">Most rows in the queue; beyond it callers wait to join.</param>
/// <param name="lanes">Batches that may run at the same time; at least 1.</param>
/// <param name="function">Answers a batch.</param>
internal sealed class MicroBatcher(int width, int outputs, int largest, int capacity, int lanes, BatchFunction function)
{
    private readonly object gate = new();
    private readonly Queue<Request> waiting = new();
    private readonly Stack<Request> spare = new();
    private int running;

    /// <summary>Rows in the queue now.</summary>
    internal int Waiting
    {
        get
        {
            lock (gate) return waiting.Count;
        }
    }

    /// <summary>The most rows that were in the queue at a time.</summary>
    internal int MostWaiting { get; private set; }

    /// <summary>Answers one row, alone or in a batch.</summary>
    /// <param name="row">Its values.</param>
    /// <param name="answer">Receives the answer.</param>
    public void Run(ReadOnlySpan<float> row, Span<double> answer)
    {
        var mine = Join(row);
        while (NextBatch(mine) is { } batch) Answer(batch);
        var failure = mine.Failure;
        mine.Answer.CopyTo(answer);
        lock (gate) spare.Push(mine);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private Request Join(ReadOnlySpan<float> row)
    {
        lock (gate)
        {
            while (waiting.Count >= capacity) Monitor.Wait(gate);
            if (!spare.TryPop(out var mine)) mine = new Request(new float[width], new double[outputs]);
            (mine.State, mine.Failure) = (RequestState.Waiting, null);
            row.CopyTo(mine.Row);
            waiting.Enqueue(mine);
            MostWaiting = Math.Max(MostWaiting, waiting.Count);
            return mine;
        }
    }

    // The batch that this caller is to run; null once its own row is answered.
    private Request[]? NextBatch(Request mine)
    {
        lock (gate)
        {
            while (mine.State == RequestState.Taken || (mine.State == RequestState.Waiting && running == lanes)) Monitor.Wait(gate);
            if (mine.State == RequestState.Answered) return null;
            running++;
            var batch = new Request[Math.Min(largest, waiting.Count)];
            for (var i = 0; i < batch.Length; i++) (batch[i] = waiting.Dequeue()).State = RequestState.Taken;
            Monitor.PulseAll(gate);
            return batch;
        }
    }

    private void Answer(Request[] batch)
    {
        var rows = ArrayPool<float>.Shared.Rent(batch.Length * width);
        var answers = ArrayPool<double>.Shared.Rent(batch.Length * outputs);
        Exception? failure = null;
        try
        {
            for (var i = 0; i < batch.Length; i++) batch[i].Row.CopyTo(rows.AsSpan(i * width));
            function(rows.AsSpan(0, batch.Length * width), batch.Length, answers.AsSpan(0, batch.Length * outputs));
            for (var i = 0; i < batch.Length; i++) answers.AsSpan(i * outputs, outputs).CopyTo(batch[i].Answer);
        }
        catch (Exception error)
        {
            failure = error;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
            ArrayPool<double>.Shared.Return(answers);
        }

        lock (gate)
        {
            foreach (var request in batch) (request.State, request.Failure) = (RequestState.Answered, failure);
            running--;
            Monitor.PulseAll(gate);
        }
    }

    private enum RequestState
    {
        Waiting,
        Taken,
        Answered,
    }

    private sealed record Request(float[] Row, double[] Answer)
    {
        public RequestState State { get; set; }

        public Exception? Failure { get; set; }
    }
}
