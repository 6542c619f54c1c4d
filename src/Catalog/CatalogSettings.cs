namespace Cluster.Catalog;

/// <summary>Where the cluster's catalogue is: the same for every silo and gateway of a cluster. Section <c>Cluster</c> of the settings.</summary>
public class CatalogSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cluster";

    /// <summary>The catalogue on SQLite.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>The catalogue on PostgreSQL.</summary>
    public const string Postgres = "postgres";

    /// <summary><see cref="Sqlite"/>: a file in the data folder, for processes of one machine; <see cref="Postgres"/>: a server, for many. Default <c>sqlite</c>.</summary>
    public string Catalog { get; set; } = Sqlite;

    /// <summary>Folder of the catalogue on SQLite, and of uploads; created when missing; default <c>./data</c>.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>See <see cref="PostgresOptions.ConnectionString"/>; needed on PostgreSQL only.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>See <see cref="PostgresOptions.MaxConnections"/>; of each process.</summary>
    public int MaxConnections { get; set; } = new PostgresOptions().MaxConnections;

    /// <summary>Whether the catalogue is on PostgreSQL.</summary>
    public bool OnPostgres => string.Equals(Catalog, Postgres, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public virtual IEnumerable<string> Validate()
    {
        if (!OnPostgres && !string.Equals(Catalog, Sqlite, StringComparison.OrdinalIgnoreCase))
            yield return $"{Section}:{nameof(Catalog)} is '{Catalog}'; it must be {Sqlite} or {Postgres}.";
        if (string.IsNullOrWhiteSpace(DataFolder)) yield return $"{Section}:{nameof(DataFolder)} is empty.";
        if (!OnPostgres) yield break;
        foreach (var problem in ToPostgresOptions().Validate()) yield return $"{Section}:{problem}";
    }

    /// <summary>The part about PostgreSQL.</summary>
    internal PostgresOptions ToPostgresOptions() => new() { ConnectionString = ConnectionString, MaxConnections = MaxConnections };
}
