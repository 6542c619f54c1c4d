using System.Net.Sockets;
using Npgsql;

namespace Cluster.Catalog.Postgres;

/// <summary>Puts a driver's error into words when it is about the server or the database as a whole. No message holds the password.</summary>
internal sealed class PostgresErrors(NpgsqlConnectionStringBuilder connection)
{
    /// <summary>How messages call the catalogue: server and database.</summary>
    public string Name { get; } = $"{connection.Host}:{connection.Port}/{connection.Database ?? connection.Username}";

    /// <summary>The error in words; null when it is about something else.</summary>
    public CatalogException? Explain(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new CatalogFullException(
            $"The PostgreSQL server of the catalogue '{Name}' cannot write: its disk is full. Free some space; everything goes on by itself then.", error),
        PostgresException refused => Explain(refused) is { } words ? new CatalogException(words, error) : null,
        NpgsqlException { InnerException: SocketException socket } => new CatalogException($"The PostgreSQL server of the catalogue '{Name}' cannot be reached: {socket.Message}. Start it, or correct the connection string.", error),
        NpgsqlException { InnerException: TimeoutException } => new CatalogException($"The PostgreSQL server of the catalogue '{Name}' does not answer in time.", error),
        NpgsqlException { InnerException: IOException } => new CatalogException($"The connection to the catalogue '{Name}' broke.", error),
        NpgsqlException => new CatalogException($"The catalogue '{Name}' cannot be used: {error.Message}", error),
        _ => null,
    };

    private string? Explain(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The PostgreSQL server refuses user '{connection.Username}' at the catalogue '{Name}': the user or the password is wrong.",
        PostgresErrorCodes.InvalidCatalogName => $"The PostgreSQL server has no database for the catalogue '{Name}'. Create it (createdb) or correct the connection string.",
        PostgresErrorCodes.InsufficientPrivilege => $"User '{connection.Username}' may not do this at the catalogue '{Name}': {refused.MessageText}. It needs to own the schema.",
        PostgresErrorCodes.TooManyConnections => $"The PostgreSQL server of the catalogue '{Name}' has no connection left: raise its max_connections or lower every process's MaxConnections.",
        PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            $"The PostgreSQL server of the catalogue '{Name}' is starting up or shutting down.",
        PostgresErrorCodes.UndefinedTable => $"The database '{Name}' holds no catalogue yet: start a silo, which makes it.",
        PostgresErrorCodes.DuplicateTable => $"The database '{Name}' belongs to another program ({refused.MessageText}). Choose another database.",
        _ => null,
    };
}
