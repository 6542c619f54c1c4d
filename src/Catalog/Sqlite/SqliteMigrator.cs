using System.Globalization;
using Cluster.Catalog.Sql;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite;

/// <summary>Brings a file to the newest schema: each migration in a transaction of its own, under the lock that keeps other processes from writing.</summary>
internal sealed class SqliteMigrator(SqliteFile file, IReadOnlyList<Migration> migrations, TimeProvider clock)
{
    // "MECA": says whose file this is, to the file command and to ourselves.
    private const long ApplicationId = 0x4D454341;

    private const string CreateTable =
        "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT";

    /// <summary>Applies what is missing; returns how many migrations that were.</summary>
    /// <exception cref="CatalogException">The file is damaged, is not a catalogue, or was written by a newer program or another one of the same number.</exception>
    public int Migrate()
    {
        try
        {
            using var session = new SqliteSession(file.OpenOrCreate());
            CheckOwner(session);
            session.Prepare("PRAGMA journal_mode=WAL").Scalar();
            var applied = 0;
            while (ApplyNext(session)) applied++;
            return applied;
        }
        catch (SqliteException error) when (file.Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    private bool ApplyNext(SqliteSession session)
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            session.Execute(CreateTable);
            session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={ApplicationId}"));
            var applied = session.Prepare("SELECT number, checksum FROM schema_migration ORDER BY number").ToList(row => (row.GetInt32(0), row.GetString(1)));
            var next = Migration.Next(migrations, applied, file.Path);
            if (next is not null)
            {
                session.Execute(next.Sql);
                session.Prepare("INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES ($number, $name, $checksum, $now)")
                    .Set("$number", next.Number).Set("$name", next.Name).Set("$checksum", next.Checksum).Set("$now", clock.GetUtcNow().ToTicks())
                    .Execute();
            }

            session.Execute("COMMIT");
            return next is not null;
        }
        catch
        {
            session.Execute("ROLLBACK");
            throw;
        }
    }

    private void CheckOwner(SqliteSession session)
    {
        var owner = (long)session.Prepare("PRAGMA application_id").Scalar()!;
        var tables = (long)session.Prepare("SELECT COUNT(*) FROM sqlite_schema").Scalar()!;
        if (owner == ApplicationId || (owner == 0 && tables == 0)) return;
        throw new CatalogException($"The database '{file.Path}' belongs to another program. Choose another data folder.");
    }
}
