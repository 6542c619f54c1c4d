using System.Collections.Concurrent;

namespace Cluster.Grains.Explanations;

/// <summary>A few threads of below-normal priority with a bounded queue: CPU work that may neither crowd the grains' scheduler nor pile up.</summary>
/// <remarks>Where the system ignores the priority, as Linux does, the small number of threads is what keeps the work in bounds.</remarks>
public sealed class ExplanationPool : IDisposable
{
    private readonly BlockingCollection<Action> queue = []; // not disposed: late callers still touch it, and it holds no handle
    private readonly CancellationTokenSource stop = new();
    private readonly int most;
    private int admitted;

    /// <summary>Starts the threads.</summary>
    public ExplanationPool(ExplainingOptions options)
    {
        most = options.Workers + options.QueueLength;
        for (var i = 0; i < options.Workers; i++)
            new Thread(Work) { IsBackground = true, Name = $"explanations {i}", Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Hands work in.</summary>
    /// <param name="work">The work; it looks at its token from time to time.</param>
    /// <param name="cancellationToken">Ends the wait at once, and the work as soon as it looks.</param>
    /// <returns>Its result; null, and nothing is done, when as much is waiting as may wait.</returns>
    public Task<T>? TryRun<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref admitted) > most)
        {
            Interlocked.Decrement(ref admitted);
            return null;
        }

        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stop.Token);
        var registration = linked.Token.UnsafeRegister((_, token) => completion.TrySetCanceled(token), null);
        queue.Add(
            () =>
            {
                try
                {
                    if (!linked.IsCancellationRequested) completion.TrySetResult(work(linked.Token));
                }
                catch (OperationCanceledException) when (linked.IsCancellationRequested)
                {
                    completion.TrySetCanceled(linked.Token);
                }
                catch (Exception error)
                {
                    completion.TrySetException(error);
                }
                finally
                {
                    registration.Dispose();
                    linked.Dispose();
                }
            },
            CancellationToken.None);
        return completion.Task;
    }

    /// <summary>Gives up what waits and lets the threads end.</summary>
    public void Dispose()
    {
        if (queue.IsAddingCompleted) return;
        stop.Cancel();
        queue.CompleteAdding();
    }

    private void Work()
    {
        foreach (var work in queue.GetConsumingEnumerable())
        {
            work();
            Interlocked.Decrement(ref admitted);
        }
    }
}
