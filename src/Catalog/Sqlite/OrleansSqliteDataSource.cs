using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite;

/// <summary>Makes connections that are set up when they are opened.</summary>
internal sealed class OrleansSqliteDataSource(SqliteFile file, string connectionString) : DbDataSource
{
    /// <inheritdoc/>
    public override string ConnectionString => connectionString;

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection()
    {
        var connection = new SqliteConnection(connectionString);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Open) file.Configure(connection);
        };
        return connection;
    }
}
