namespace Cluster.Catalog.Sql;

/// <summary>One connection within one transaction, as the stores see it on either database. For one caller at a time.</summary>
/// <remarks>
/// Texts are those that both databases understand: parameters are <c>$names</c>, and what differs is a mark that the dialect replaces (<see cref="SqlMarks"/>).
/// A store that is written on this runs on both.
/// </remarks>
internal abstract class SqlSession
{
    /// <summary>A statement, to set values in and run. One text has one statement at a time.</summary>
    public abstract SqlStatement Prepare(string sql);

    /// <summary>Inserts rows: one by one where that costs nothing, else all in one statement.</summary>
    /// <returns>The rows that were inserted or changed.</returns>
    public abstract Task<int> InsertAsync<T>(SqlInsert<T> insert, IReadOnlyList<T> rows);

    /// <summary>Inserts rows at the latest together with the next statement that is awaited or the commit.</summary>
    public abstract void QueueInsert<T>(SqlInsert<T> insert, IReadOnlyList<T> rows);

    /// <summary>
    /// Keeps others from changing what belongs to these tracks until the transaction ends, so that what follows from several tables (a label, a place in the
    /// review queue) follows from all of them. Call it before reading them: every statement after it sees what they left.
    /// </summary>
    public abstract void LockTracks(IReadOnlyCollection<string> trackIds);
}
