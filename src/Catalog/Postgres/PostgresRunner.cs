using System.Data;
using Cluster.Catalog.Sql;
using Npgsql;

namespace Cluster.Catalog.Postgres;

/// <summary>Runs reads or writes, so many at a time; the others wait here and not in the driver's pool, whose waiting ends in an error.</summary>
internal sealed class PostgresRunner(NpgsqlDataSource source, PostgresErrors errors, ServerClock? clock, int count) : ISqlReads, ISqlWrites, IDisposable
{
    // Deadlocks, and connections that broke before anything was committed, are tried again; a server that is away is not waited for longer than a second.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(750)];

    private readonly SemaphoreSlim free = new(count, count); // not disposed: late callers still release it, and it holds no handle
    private volatile bool disposed;

    Task<T> ISqlReads.RunAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync((connection, _) => InTransactionAsync(connection, read, IsolationLevel.RepeatableRead, () => { }, cancellationToken), cancellationToken);

    Task<T> ISqlReads.RunSingleAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync((connection, _) => read(new PostgresSession(connection, null, cancellationToken)), cancellationToken);

    Task<T> ISqlWrites.RunAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync((connection, committing) => InTransactionAsync(connection, write, IsolationLevel.ReadCommitted, committing, CancellationToken.None), cancellationToken);

    /// <summary>Refuses what comes later.</summary>
    public void Dispose() => disposed = true;

    private async Task<T> RunAsync<T>(Func<NpgsqlConnection, Action, Task<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var committing = false;
                try
                {
                    await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                    if (clock is not null) await clock.KeepAsync(connection, cancellationToken).ConfigureAwait(false);
                    return await work(connection, () => committing = true).ConfigureAwait(false);
                }
                catch (NpgsqlException error) when (error.IsTransient && !committing && attempt < Pauses.Length)
                {
                    await Task.Delay(Pauses[attempt], cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (NpgsqlException error) when (errors.Explain(error) is { } explained)
        {
            throw explained;
        }
        finally
        {
            free.Release();
        }
    }

    private static async Task<T> InTransactionAsync<T>(
        NpgsqlConnection connection, Func<SqlSession, Task<T>> work, IsolationLevel isolation, Action committing, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(isolation, cancellationToken).ConfigureAwait(false);
        var session = new PostgresSession(connection, transaction, cancellationToken);
        var result = await work(session).ConfigureAwait(false);
        await session.FlushAsync().ConfigureAwait(false);
        committing();
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }
}
