using System.Data.Common;
using Cluster.Abstractions.Backfills;

namespace Cluster.Catalog.Sql.Backfills;

/// <summary>Rows of items, as lists show them.</summary>
internal static class ItemRows
{
    private const string Columns = "i.item, i.track_id, i.state, i.attempts, i.error, i.number";

    public const string FindPage =
        $"SELECT {Columns} FROM backfill_item i WHERE i.job_no = $no AND i.number > $after ORDER BY i.number LIMIT $limit";

    /// <summary>Items of one state: the chunks' counters say where there are any, so the others' items are not read.</summary>
    public static string FindPageOf(ItemState state)
    {
        var count = state switch
        {
            ItemState.Pending => "1 - c.complete",
            ItemState.Tagged => "c.tagged",
            ItemState.Unchanged => "c.unchanged",
            ItemState.Failed => "c.failed",
            ItemState.Planned => "c.planned",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of an item."),
        };
        return $"SELECT {Columns} FROM backfill_chunk c <inner join> backfill_item i ON i.job_no = c.job_no AND i.number BETWEEN c.first_number AND c.last_number"
            + $" WHERE c.job_no = $no AND c.last_number > $after AND {count} > 0 AND i.number > $after AND i.state = $state"
            + " ORDER BY c.chunk_id, i.number LIMIT $limit";
    }

    public static BackfillItem Read(DbDataReader reader) =>
        new(reader.GetString(0), reader.GetString(1), (ItemState)reader.GetInt32(2), reader.GetInt32(3), reader.Text(4));

    /// <summary>Reads the number that orders items.</summary>
    public static long ReadNumber(DbDataReader reader) => reader.GetInt64(5);
}
