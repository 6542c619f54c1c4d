using System.Security.Cryptography;
using System.Text;
using Cluster.Catalog.Backfills;

namespace Cluster.Catalog.Sql.Backfills;

/// <summary>Rows of what schedules have seen in the sources that they watch.</summary>
internal static class SeenRows
{
    private const string FindNumber = "SELECT schedule_no FROM backfill_schedule WHERE schedule_id = $schedule";

    public const string Find = "SELECT item_key, size_bytes, modified_at FROM backfill_seen WHERE schedule_no = $no AND item_key <in $keys>";

    private static readonly SqlInsert<(long Schedule, SeenItem Item)> Upsert = new(
        "backfill_seen",
        new SqlColumns<(long Schedule, SeenItem Item)>
        {
            { "schedule_no", row => row.Schedule },
            { "item_key", row => Key(row.Item) },
            { "size_bytes", row => row.Item.SizeBytes },
            { "modified_at", row => row.Item.ModifiedAt.ToTicks() },
        },
        "ON CONFLICT (schedule_no, item_key) DO UPDATE SET size_bytes = excluded.size_bytes, modified_at = excluded.modified_at");

    /// <summary>The names of those that were seen as they are.</summary>
    public static async Task<IReadOnlySet<string>> FindAsync(SqlSession session, string id, IReadOnlyCollection<SeenItem> items)
    {
        if (await NumberAsync(session, id).ConfigureAwait(false) is not { } schedule) return new HashSet<string>();
        var seen = (await session.Prepare(Find).Set("$no", schedule).SetList("$keys", [.. items.Select(Key)])
            .ToListAsync(row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2))).ConfigureAwait(false)).ToHashSet();
        return items.Where(item => seen.Contains((Key(item), item.SizeBytes, item.ModifiedAt.ToTicks()))).Select(item => item.Item).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Remembers items; of two with one name the later one.</summary>
    public static async Task PutAsync(SqlSession session, string id, IReadOnlyCollection<SeenItem> items)
    {
        if (await NumberAsync(session, id).ConfigureAwait(false) is not { } schedule) return;

        // In one order everywhere, so that two transactions never wait for each other.
        session.QueueInsert(Upsert, [.. items.GroupBy(Key).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => (schedule, same.Last()))]);
    }

    private static Task<long?> NumberAsync(SqlSession session, string id) => session.Prepare(FindNumber).Set("$schedule", id).FirstOrDefaultAsync(row => (long?)row.GetInt64(0));

    private static string Key(SeenItem item) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Item)));
}
