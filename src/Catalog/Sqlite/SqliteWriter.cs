using System.Collections.Concurrent;
using System.Diagnostics;
using Cluster.Catalog.Sql;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite;

/// <summary>
/// The process's one writer: a thread of its own with one connection, so that no caller's thread waits for the disk. Writes that wait together share
/// one commit; each is still all or nothing, and is acknowledged only once the commit is on the disk.
/// </summary>
internal sealed class SqliteWriter : ISqlWrites, IAsyncDisposable
{
    // A commit is not delayed for more company than this: later writes go into the next one.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly SqliteFile file;
    private readonly int maxWritesPerCommit;
    private readonly SemaphoreSlim slots; // not disposed, nor is the queue: late callers still touch them, and they hold no handle
    private readonly BlockingCollection<SqliteWrite> queue = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<SqliteWrite> started = [];
    private SqliteSession? session;

    public SqliteWriter(SqliteFile file, int queueLength, int maxWritesPerCommit)
    {
        this.file = file;
        this.maxWritesPerCommit = maxWritesPerCommit;
        slots = new SemaphoreSlim(queueLength, queueLength);
        new Thread(Loop) { IsBackground = true, Name = "catalogue writer" }.Start();
    }

    /// <summary>Runs one write in a transaction. It must change nothing but the database: after an error it is rolled back.</summary>
    /// <param name="write">What to do.</param>
    /// <param name="cancellationToken">Ends the wait before the write begins; one that has begun is finished.</param>
    /// <exception cref="CatalogException">The file is missing or damaged.</exception>
    public async Task<T> RunAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(queue.IsAddingCompleted, this);
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var entry = new SqliteWrite<T>(write);
            queue.Add(entry, CancellationToken.None);
            using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((SqliteWrite<T>)state!).Cancel(token), entry);
            return await entry.Task.ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }

    Task<T> ISqlWrites.RunAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(session => write(session).Outcome(), cancellationToken);

    /// <summary>Finishes the writes that wait, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.CompleteAdding();
        await ended.Task.ConfigureAwait(false);
    }

    private void Loop()
    {
        foreach (var first in queue.GetConsumingEnumerable())
        {
            started.Clear();
            try
            {
                CommitTogether(first);
                foreach (var write in started) write.Complete();
            }
            catch (Exception error)
            {
                // Nothing of this commit is in the database; the connection may be anywhere, so the next commit opens another.
                Close();
                var explained = Explain(error);
                first.Fail(explained);
                foreach (var write in started) write.Fail(explained);
            }
        }

        Close();
        ended.SetResult();
    }

    private void CommitTogether(SqliteWrite first)
    {
        session ??= new SqliteSession(file.OpenForWriting());
        session.Execute("BEGIN IMMEDIATE");
        var since = Stopwatch.GetTimestamp();
        var write = first;
        do
        {
            Run(session, write);
        }
        while (started.Count < maxWritesPerCommit && Stopwatch.GetElapsedTime(since) < Patience && queue.TryTake(out write));
        session.Execute("COMMIT");
    }

    private void Run(SqliteSession session, SqliteWrite write)
    {
        if (!write.TryStart()) return;
        started.Add(write);
        session.Execute("SAVEPOINT one_write");
        try
        {
            write.Run(session);
        }
        catch (Exception error)
        {
            if (!TryUndo(session)) throw;
            write.Fail(Explain(error));
        }

        session.Execute("RELEASE one_write");
    }

    // False when SQLite has ended the whole transaction on its own (disk full, input error): then all of the commit has failed, for that reason.
    private static bool TryUndo(SqliteSession session)
    {
        try
        {
            session.Execute("ROLLBACK TO one_write");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private Exception Explain(Exception error) => error is SqliteException sqlite ? file.Explain(sqlite) ?? error : error;

    private void Close()
    {
        session?.Dispose();
        session = null;
    }
}
