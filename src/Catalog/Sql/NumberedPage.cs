using System.Data.Common;

namespace Cluster.Catalog.Sql;

/// <summary>Pages of rows that are ordered by a number.</summary>
internal static class NumberedPage
{
    /// <summary>The number before which a page begins, where the newest come first.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours, or is of another query.</exception>
    public static long Before(string? cursor, string identity) => cursor is null ? long.MaxValue : Cursor.Decode(cursor, identity, reader => reader.ReadInt64());

    /// <summary>Reads a page.</summary>
    /// <param name="statement">Gives at most one row more than <paramref name="limit"/>.</param>
    /// <param name="limit">Entries a page.</param>
    /// <param name="identity">Everything that decides which entries are listed and in which order.</param>
    /// <param name="read">Reads an entry.</param>
    /// <param name="number">Reads its number.</param>
    public static async Task<Page<T>> ReadAsync<T>(SqlStatement statement, int limit, string identity, Func<DbDataReader, T> read, Func<DbDataReader, long> number)
    {
        var rows = await statement.ToListAsync(row => (Entry: read(row), Number: number(row))).ConfigureAwait(false);
        if (rows.Count <= limit) return new Page<T>([.. rows.Select(row => row.Entry)], null);
        return new Page<T>([.. rows.Take(limit).Select(row => row.Entry)], Cursor.Encode(identity, bytes => bytes.Write(rows[limit - 1].Number)));
    }

    /// <summary>Checks a page's size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 1 to <paramref name="most"/>.</exception>
    public static void CheckLimit(int limit, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, most);
    }
}
