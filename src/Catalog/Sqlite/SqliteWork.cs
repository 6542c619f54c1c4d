namespace Cluster.Catalog.Sqlite;

/// <summary>Work that is written for any database, run on SQLite.</summary>
internal static class SqliteWork
{
    /// <summary>The outcome of work that waited for nothing but SQLite, which never makes it wait.</summary>
    /// <exception cref="InvalidOperationException">It waited for something else, while it held the connection.</exception>
    public static T Outcome<T>(this Task<T> work) => work.IsCompleted
        ? work.GetAwaiter().GetResult()
        : throw new InvalidOperationException("Work on the catalogue may wait for nothing but the catalogue.");
}
