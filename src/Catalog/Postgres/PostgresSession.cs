using System.Data.Common;
using Cluster.Catalog.Sql;
using Npgsql;

namespace Cluster.Catalog.Postgres;

/// <summary>One connection within one transaction. What is queued goes to the server in one message with the statement that is awaited next.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken) : SqlSession
{
    // Sorted, so that two transactions never wait for each other in a ring; in buckets, because the server's memory for locks is bounded (6,400 as it comes), but in so many that two
    // commits of 64 tracks seldom meet.
    private const string Lock =
        "SELECT pg_advisory_xact_lock(1296384833, bucket) FROM (SELECT DISTINCT hashtext(id) & 65535 AS bucket FROM unnest($ids) AS id ORDER BY bucket) AS buckets";

    private readonly List<NpgsqlBatchCommand> queued = [];
    private int queuedResults;

    /// <inheritdoc/>
    public override PostgresStatement Prepare(string sql) => new(this, PostgresText.Of(sql));

    /// <inheritdoc/>
    public override Task<int> InsertAsync<T>(SqlInsert<T> insert, IReadOnlyList<T> rows) =>
        rows.Count == 0 ? Task.FromResult(0) : Prepare(insert.Many).SetColumns(insert.Columns, rows).ExecuteAsync();

    /// <inheritdoc/>
    public override void QueueInsert<T>(SqlInsert<T> insert, IReadOnlyList<T> rows)
    {
        if (rows.Count > 0) Prepare(insert.Many).SetColumns(insert.Columns, rows).Queue();
    }

    /// <inheritdoc/>
    public override void LockTracks(IReadOnlyCollection<string> trackIds)
    {
        Enqueue(((PostgresStatement)Prepare(Lock).SetList("$ids", trackIds)).ToCommand());
        queuedResults++;
    }

    /// <summary>Adds a command that returns no rows to what goes out next.</summary>
    public void Enqueue(NpgsqlBatchCommand command) => queued.Add(command);

    /// <summary>Sends what is queued.</summary>
    public async Task FlushAsync()
    {
        if (queued.Count == 0) return;
        await using var batch = TakeBatch();
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what is queued and a command; returns the rows that this one changed.</summary>
    public async Task<int> ExecuteAsync(NpgsqlBatchCommand command)
    {
        Enqueue(command);
        await using var batch = TakeBatch();
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return command.RecordsAffected;
    }

    /// <summary>Sends what is queued and a query; reads up to so many of its rows.</summary>
    public async Task<List<T>> QueryAsync<T>(NpgsqlBatchCommand query, Func<DbDataReader, T> read, int most)
    {
        var before = queuedResults;
        Enqueue(query);
        await using var batch = TakeBatch();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (before-- > 0) await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<T>();
        while (rows.Count < most && await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(read(reader));
        return rows;
    }

    private NpgsqlBatch TakeBatch()
    {
        var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in queued) batch.BatchCommands.Add(command);
        queued.Clear();
        queuedResults = 0;
        return batch;
    }
}
