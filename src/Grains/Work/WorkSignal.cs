namespace Cluster.Grains.Work;

/// <summary>Wakes this silo's idle workers when there may be work for them. Other silos find out by asking now and then.</summary>
public abstract class WorkSignal
{
    private volatile TaskCompletionSource next = New();

    /// <summary>Wakes everybody who waits.</summary>
    public void Raise() => Interlocked.Exchange(ref next, New()).TrySetResult();

    /// <summary>Completes at the next <see cref="Raise"/>. Take it before looking for work, so that none is missed.</summary>
    public Task Next() => next.Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
