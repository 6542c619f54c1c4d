using Npgsql;

namespace Cluster.Catalog;

/// <summary>Where the catalogue's PostgreSQL server is and how it is used.</summary>
public sealed record PostgresOptions
{
    /// <summary>Fewest connections: Orleans' own calls and the catalogue's reads and writes do not wait for each other.</summary>
    public const int LeastConnections = 6;

    /// <summary>The driver's connection string, for instance <c>Host=db;Database=cluster;Username=cluster;Password=...</c>.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>
    /// Most connections of this process, Orleans' included; <see cref="LeastConnections"/> to 1,000; default 16. It overrides the connection string. A
    /// server allows 100 in all unless it is told otherwise.
    /// </summary>
    public int MaxConnections { get; set; } = 16;

    /// <summary>What is wrong with these options; empty when nothing is. No text holds what the connection string says.</summary>
    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(ConnectionString))
            yield return $"{nameof(ConnectionString)} is missing; it says where the PostgreSQL server is, for instance Host=db;Database=cluster;Username=cluster;Password=...";
        else if (TryParse() is not { } parsed)
            yield return $"{nameof(ConnectionString)} cannot be read; it is a list of names and values, for instance Host=db;Database=cluster;Username=cluster;Password=... (a value with a semicolon goes in quotes).";
        else if (string.IsNullOrWhiteSpace(parsed.Host))
            yield return $"{nameof(ConnectionString)} names no Host.";
        if (MaxConnections is < LeastConnections or > 1000) yield return $"{nameof(MaxConnections)} is {MaxConnections}; it must lie in {LeastConnections} to 1000.";
    }

    /// <summary>The connection string as the driver gets it.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    internal NpgsqlConnectionStringBuilder ToBuilder()
    {
        if (Validate().FirstOrDefault() is { } problem) throw new ArgumentException(problem);
        var builder = TryParse()!;
        builder.MaxPoolSize = MaxConnections;
        builder.MinPoolSize = Math.Min(builder.MinPoolSize, MaxConnections);
        builder.ApplicationName ??= "cluster";

        // Every text runs again and again, with the same types.
        builder.MaxAutoPrepare = 200;
        builder.AutoPrepareMinUsages = 2;
        builder.PersistSecurityInfo = false;

        // A process that the network has cut off cannot end its transactions. The server does, so that the rows that they hold do not keep the others waiting.
        builder.Options ??= "-c idle_in_transaction_session_timeout=30s";
        return builder;
    }

    private NpgsqlConnectionStringBuilder? TryParse()
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(ConnectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The driver's words may quote a part of the password.
            return null;
        }
    }
}
