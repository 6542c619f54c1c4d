using System.Collections.Concurrent;
using Cluster.Catalog.Sql;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite;

/// <summary>Runs reads on pool threads, each on one of a few connections, each in one snapshot of the catalogue. Readers never wait for the writer.</summary>
internal sealed class SqliteReaders(SqliteFile file, int count) : ISqlReads, IDisposable
{
    private readonly SemaphoreSlim free = new(count, count);
    private readonly ConcurrentStack<SqliteSession> idle = new();
    private volatile bool disposed;

    /// <summary>Runs one read.</summary>
    /// <exception cref="CatalogException">The file is missing or damaged.</exception>
    public async Task<T> RunAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Run(read), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            free.Release();
        }
    }

    Task<T> ISqlReads.RunAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(session => read(session).Outcome(), cancellationToken);

    Task<T> ISqlReads.RunSingleAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(session => read(session).Outcome(), cancellationToken);

    /// <summary>Closes the connections. Reads under way end first with their own connection's close.</summary>
    public void Dispose()
    {
        disposed = true;
        while (idle.TryPop(out var session)) session.Dispose();
    }

    private T Run<T>(Func<SqliteSession, T> read)
    {
        if (!idle.TryPop(out var session)) session = new SqliteSession(file.OpenForReading());
        var whole = false;
        try
        {
            session.Execute("BEGIN");
            var result = read(session);
            session.Execute("COMMIT");
            whole = true;
            return result;
        }
        catch (SqliteException error) when (file.Explain(error) is { } explained)
        {
            throw explained;
        }
        finally
        {
            // After an error the connection may be anywhere: it is closed. A read that outlives the catalogue closes its own.
            if (whole && !disposed) idle.Push(session);
            else session.Dispose();
            if (disposed) Dispose();
        }
    }
}
