namespace Cluster.Catalog.Sql;

/// <summary>Runs writes, each all or nothing; what a call returned from is on the disk.</summary>
internal interface ISqlWrites
{
    /// <summary>Runs one write in a transaction. It must change nothing but the database, and may be run again: after an error it is rolled back.</summary>
    /// <param name="write">What to do.</param>
    /// <param name="cancellationToken">Ends the wait before the write begins; one that has begun is finished.</param>
    /// <exception cref="CatalogException">The catalogue cannot be used; the message says why.</exception>
    Task<T> RunAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken);
}
