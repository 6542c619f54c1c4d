using System.Data.Common;

namespace Cluster.Catalog.Sql;

/// <summary>A statement; values are set by name before each use and stay until they are set again.</summary>
internal abstract class SqlStatement
{
    /// <summary>Sets a text; null is NULL.</summary>
    public abstract SqlStatement Set(string name, string? value);

    /// <summary>Sets a whole number; null is NULL.</summary>
    public abstract SqlStatement Set(string name, long? value);

    /// <summary>Sets a real number; null is NULL.</summary>
    public abstract SqlStatement Set(string name, double? value);

    /// <summary>Sets bytes; null is NULL.</summary>
    public abstract SqlStatement Set(string name, byte[]? value);

    /// <summary>Sets the list of an <c>&lt;in $name&gt;</c>.</summary>
    public abstract SqlStatement SetList(string name, IReadOnlyCollection<string> values);

    /// <summary>Sets the list of an <c>&lt;in $name&gt;</c>.</summary>
    public abstract SqlStatement SetList(string name, IReadOnlyCollection<long> values);

    /// <summary>Executes it and returns the number of changed rows.</summary>
    public abstract Task<int> ExecuteAsync();

    /// <summary>
    /// Executes it with the values that are set now, at the latest together with the next statement that is awaited or the commit. For a change whose
    /// outcome nobody asks for: a database at the other end of a wire gets many of them at once.
    /// </summary>
    public abstract void Queue();

    /// <summary>Reads all rows.</summary>
    public abstract Task<List<T>> ToListAsync<T>(Func<DbDataReader, T> read);

    /// <summary>Reads the first row; default when there is none.</summary>
    public abstract Task<T?> FirstOrDefaultAsync<T>(Func<DbDataReader, T> read);

    /// <summary>Whether there is a row.</summary>
    public Task<bool> AnyAsync() => FirstOrDefaultAsync(_ => true);
}
