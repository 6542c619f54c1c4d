using Cluster.Catalog.Sql;
using Npgsql;

namespace Cluster.Catalog.Postgres;

/// <summary>Brings a database to the newest schema: each migration in a transaction of its own, under a lock that lets one process at a time do it.</summary>
internal sealed class PostgresMigrator(NpgsqlDataSource source, PostgresErrors errors, IReadOnlyList<Migration> migrations, TimeProvider clock)
{
    private const string Lock = "SELECT pg_advisory_xact_lock(1296384834, 0)";

    private const string CreateTable =
        "CREATE TABLE IF NOT EXISTS schema_migration (number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL)";

    /// <summary>Applies what is missing; returns how many migrations that were.</summary>
    /// <exception cref="CatalogException">The server cannot be used, or the catalogue was written by a newer program or another one of the same number.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            var applied = 0;
            while (await ApplyNextAsync(connection, cancellationToken).ConfigureAwait(false)) applied++;

            return applied;
        }
        catch (NpgsqlException error) when (errors.Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    private async Task<bool> ApplyNextAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, Lock, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, CreateTable, cancellationToken).ConfigureAwait(false);
        var next = Migration.Next(migrations, await AppliedAsync(connection, cancellationToken).ConfigureAwait(false), errors.Name);
        if (next is null) return false;
        await ExecuteAsync(connection, next.Sql, cancellationToken).ConfigureAwait(false);
        var session = new PostgresSession(connection, transaction, cancellationToken);
        await session.Prepare("INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES ($number, $name, $checksum, $now)")
            .Set("$number", next.Number).Set("$name", next.Name).Set("$checksum", next.Checksum).Set("$now", clock.GetUtcNow().ToTicks())
            .ExecuteAsync().ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<List<(int Number, string Checksum)>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var session = new PostgresSession(connection, null, cancellationToken);
        return await session.Prepare("SELECT number, checksum FROM schema_migration ORDER BY number")
            .ToListAsync(row => (row.GetInt32(0), row.GetString(1))).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant or a file within the assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        // Waiting for another process's migration, or building an index, takes as long as it takes.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
