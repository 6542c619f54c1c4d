using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Sqlite;

/// <summary>The catalogue's file: opens connections to it and says in plain words why that fails.</summary>
/// <remarks>
/// Every commit is flushed (<c>synchronous=FULL</c>): what was acknowledged survives a crash of the machine. Pages are read into each connection's own
/// cache and not memory-mapped: an input error in a mapped file would end the process by a signal.
/// </remarks>
internal sealed class SqliteFile(CatalogOptions options)
{
    private const int InputOutput = 10;
    private const int DiskImageMalformed = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    // The file that processes share beside the database could not grow: on Linux that is a full disk too.
    private const int SharedMemorySize = InputOutput | (19 << 8);

    /// <summary>Absolute path.</summary>
    public string Path { get; } = options.FilePath;

    /// <summary>Opens a connection that creates the file, and its folder, when they are not there.</summary>
    public SqliteConnection OpenOrCreate()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        return Open(SqliteOpenMode.ReadWriteCreate, WritePragmas);
    }

    /// <summary>Opens a connection for writing.</summary>
    public SqliteConnection OpenForWriting() => Open(SqliteOpenMode.ReadWrite, WritePragmas);

    /// <summary>Opens a connection that cannot write.</summary>
    public SqliteConnection OpenForReading() => Open(SqliteOpenMode.ReadWrite, ReadPragmas);

    /// <summary>A connection string for others who work on the same file; see <see cref="Configure"/> for the rest.</summary>
    public string ConnectionString(SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = mode,
        Pooling = pooling,
        ForeignKeys = true,
        // The driver's own waiting polls every 150 ms; SQLite's busy handler, which is set on each connection, does the waiting before it.
        DefaultTimeout = Math.Max(1, (int)options.BusyTimeout.TotalSeconds),
    }.ToString();

    /// <summary>Sets on an open connection what a connection string cannot say: the busy handler and the flush of every commit.</summary>
    public void Configure(SqliteConnection connection) => Execute(connection, CommonPragmas);

    /// <summary>Puts a driver's error into words when it is about the file itself; null when it is not.</summary>
    public CatalogException? Explain(SqliteException error) => error.SqliteErrorCode switch
    {
        CannotOpen => new CatalogException($"The catalogue '{Path}' cannot be opened: it is not there or access is denied.", error),
        Full => DiskFull(error),
        InputOutput when error.SqliteExtendedErrorCode == SharedMemorySize => DiskFull(error),
        InputOutput => new CatalogException($"The catalogue '{Path}' cannot be read or written: its disk reports an error ({error.SqliteExtendedErrorCode}).", error),
        DiskImageMalformed => new CatalogException($"The catalogue '{Path}' is damaged. Restore it from a copy, or move it away to start anew.", error),
        NotADatabase => new CatalogException($"The file '{Path}' is not a SQLite database. Move it away or choose another data folder.", error),
        _ => null,
    };

    private CatalogFullException DiskFull(SqliteException error) =>
        new($"The catalogue '{Path}' cannot write: its disk is full. Free some space; everything goes on by itself then.", error);

    private string CommonPragmas => string.Create(
        CultureInfo.InvariantCulture, $"PRAGMA busy_timeout={(long)options.BusyTimeout.TotalMilliseconds}; PRAGMA synchronous=FULL;");

    private string WritePragmas => CommonPragmas + " PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;";

    private string ReadPragmas => CommonPragmas + " PRAGMA query_only=ON; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;";

    private SqliteConnection Open(SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(ConnectionString(mode, pooling: false));
        try
        {
            connection.Open();
            Execute(connection, pragmas);
            return connection;
        }
        catch (SqliteException error) when (Explain(error) is { } explained)
        {
            connection.Dispose();
            throw explained;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants and numbers.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
