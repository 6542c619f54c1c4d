using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite;

/// <summary>
/// What Orleans' ADO.NET providers need on the catalogue's file. The data source's connections wait for the file's other writers in SQLite's own way, and
/// flush every commit.
/// </summary>
public sealed class OrleansSqlite : OrleansDatabase
{
    // The name by which Orleans finds Microsoft.Data.Sqlite.
    private const string DriverName = "System.Data.SQLite";

    private readonly SqliteFile file;
    private readonly SqliteWriter writer;

    internal OrleansSqlite(SqliteFile file, SqliteWriter writer)
        : base(DriverName, new OrleansSqliteDataSource(file, ConnectionStringOf(file)))
    {
        this.file = file;
        this.writer = writer;
    }

    /// <summary>The file as a connection string, where a provider takes no data source.</summary>
    public string ConnectionString => ConnectionStringOf(file);

    /// <summary>
    /// Forgets all silos. For a program that has the file to itself, before its silo starts: rows of a silo that was killed would else delay the start
    /// until they were found dead.
    /// </summary>
    public Task ClearMembershipAsync(CancellationToken cancellationToken) => writer.RunAsync(
        session =>
        {
            session.Execute("DELETE FROM OrleansMembershipTable");
            session.Execute("UPDATE OrleansMembershipVersionTable SET Version = Version + 1");
            return true;
        },
        cancellationToken);

    /// <summary>Closes the connections that are pooled for Orleans.</summary>
    internal void Close()
    {
        DataSource.Dispose();
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static string ConnectionStringOf(SqliteFile file) => file.ConnectionString(SqliteOpenMode.ReadWrite, pooling: true);
}
