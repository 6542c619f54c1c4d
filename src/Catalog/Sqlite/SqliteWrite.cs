namespace Cluster.Catalog.Sqlite;

/// <summary>A write that waits for its turn, is run, and is acknowledged after the commit that it is part of.</summary>
internal abstract class SqliteWrite
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Given = 2;
    private int state;

    /// <summary>Takes it up; false when it was cancelled before.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref state, Begun, Waiting) == Waiting;

    /// <summary>Does the work within a transaction.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>Hands over the result: the commit is on the disk.</summary>
    public abstract void Complete();

    /// <summary>Hands over an error; later calls change nothing.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Gives it up if it has not begun.</summary>
    protected bool TryGiveUp() => Interlocked.CompareExchange(ref state, Given, Waiting) == Waiting;
}

/// <summary>A write with a result.</summary>
/// <typeparam name="T">The result.</typeparam>
internal sealed class SqliteWrite<T>(Func<SqliteSession, T> work) : SqliteWrite
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    /// <summary>The result, once it is on the disk.</summary>
    public Task<T> Task => completion.Task;

    /// <summary>Cancels it if it has not begun.</summary>
    public void Cancel(CancellationToken token)
    {
        if (TryGiveUp()) completion.TrySetCanceled(token);
    }

    /// <inheritdoc/>
    public override void Run(SqliteSession session) => result = work(session);

    /// <inheritdoc/>
    public override void Complete() => completion.TrySetResult(result);

    /// <inheritdoc/>
    public override void Fail(Exception error) => completion.TrySetException(error);
}
