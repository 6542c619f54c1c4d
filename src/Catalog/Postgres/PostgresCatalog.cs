using Cluster.Catalog.Sql;
using Npgsql;

namespace Cluster.Catalog.Postgres;

/// <summary>The catalogue in one PostgreSQL database: the same tables as on SQLite, for many silos.</summary>
/// <remarks>Reads see a snapshot. Writes are on the server's disk when the call returns. Call <see cref="MigrateAsync"/> once before the stores are used.</remarks>
public sealed class PostgresCatalog : SqlCatalog
{
    /// <summary>The name by which Orleans finds Npgsql.</summary>
    public const string Invariant = "Npgsql";

    private const int OrleansConnections = 3;

    private readonly Parts parts;
    private readonly TimeProvider clock;

    /// <summary>Connects to nothing yet. Leases and what is stored have the time of the given clock, which all processes should share.</summary>
    /// <param name="options">Where the server is.</param>
    /// <param name="clock">The time of leases and of what is stored.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public PostgresCatalog(PostgresOptions options, TimeProvider clock)
        : this(Parts.Of(options, null), clock)
    {
    }

    private PostgresCatalog(Parts parts, TimeProvider clock)
        : base(parts.Reads, parts.Writes, clock)
    {
        (this.parts, this.clock) = (parts, clock);
        Orleans = new OrleansDatabase(Invariant, parts.Source);
    }

    /// <summary>The same with the server's own clock, which is right for everybody whatever this machine's says.</summary>
    /// <param name="options">Where the server is.</param>
    /// <param name="local">This machine's clock, for the time between two looks at the server's.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public static PostgresCatalog OnServerTime(PostgresOptions options, TimeProvider local)
    {
        var clock = new ServerClock(local);
        return new PostgresCatalog(Parts.Of(options, clock), clock);
    }

    /// <summary>Server and database, without a password.</summary>
    public string Name => parts.Errors.Name;

    /// <inheritdoc/>
    public override OrleansDatabase Orleans { get; }

    /// <inheritdoc/>
    public override Task<int> MigrateAsync(CancellationToken cancellationToken) =>
        new PostgresMigrator(parts.Source, parts.Errors, Migration.Postgres, clock).MigrateAsync(cancellationToken);

    /// <summary>Closes the connections; calls under way end first with their own.</summary>
    public override ValueTask DisposeAsync()
    {
        parts.Reads.Dispose();
        parts.Writes.Dispose();
        return parts.Source.DisposeAsync();
    }

    private sealed record Parts(NpgsqlDataSource Source, PostgresErrors Errors, PostgresRunner Reads, PostgresRunner Writes)
    {
        public static Parts Of(PostgresOptions options, ServerClock? clock)
        {
            var connection = options.ToBuilder();
            var errors = new PostgresErrors(connection);
            var source = NpgsqlDataSource.Create(connection);

            // Long writes must not keep a look-up waiting, nor either of them a silo's sign of life.
            var ours = options.MaxConnections - OrleansConnections;
            return new Parts(source, errors, new PostgresRunner(source, errors, clock, ours / 2), new PostgresRunner(source, errors, clock, ours - (ours / 2)));
        }
    }
}
