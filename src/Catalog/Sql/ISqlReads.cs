namespace Cluster.Catalog.Sql;

/// <summary>Runs reads, a bounded number at a time.</summary>
internal interface ISqlReads
{
    /// <summary>Runs one read: all its statements see one snapshot.</summary>
    /// <exception cref="CatalogException">The catalogue cannot be used; the message says why.</exception>
    Task<T> RunAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>Runs a read of one statement, which is a snapshot by itself.</summary>
    /// <exception cref="CatalogException">The catalogue cannot be used; the message says why.</exception>
    Task<T> RunSingleAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken);
}
