using System.Data.Common;

namespace Cluster.Catalog.Sql.Backfills;

/// <summary>Takes old jobs' chunks off the tables; what they counted goes over to their jobs.</summary>
internal static class SweepRows
{
    // In no order: the first ones found will do, and the search ends with them. A chunk with a failed item stays, with all its items: it is what a retry needs, and the list of what went wrong. So do chunks that were never finished.
    public const string FindOld =
        "SELECT c.job_no, c.chunk_id, c.first_number, c.last_number, c.tagged, c.unchanged, c.out_of_domain, c.accepted, c.top_two, c.left_review, c.audio_seconds"
        + " FROM backfill_job j <inner join> backfill_chunk c ON c.job_no = j.job_no"
        + " WHERE j.finished_at < $before AND j.listed = 1 AND c.complete = 1 AND c.failed = 0 LIMIT $most";

    private const string ClaimOld = FindOld + " <claim c>";
    private const string DeleteItems = "DELETE FROM backfill_item WHERE job_no = $no AND number BETWEEN $first AND $last";
    private const string DeleteChunk = "DELETE FROM backfill_chunk WHERE job_no = $no AND chunk_id = $chunk";

    private const string CountOver =
        "UPDATE backfill_job SET swept_items = swept_items + $items, swept_tagged = swept_tagged + $tagged, swept_unchanged = swept_unchanged + $unchanged,"
        + " swept_out_of_domain = swept_out_of_domain + $outside, swept_accepted = swept_accepted + $accepted, swept_top_two = swept_top_two + $two,"
        + " swept_left_review = swept_left_review + $review, swept_audio_seconds = swept_audio_seconds + $seconds WHERE job_no = $no";

    /// <summary>Deletes chunks of jobs that ended before a time, with their items.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="before">The time in ticks.</param>
    /// <param name="most">Chunks at most.</param>
    /// <returns>How many it were.</returns>
    public static async Task<int> SweepAsync(SqlSession session, long before, int most)
    {
        var chunks = await session.Prepare(ClaimOld).Set("$before", before).Set("$most", most).ToListAsync(Read).ConfigureAwait(false);
        foreach (var chunk in chunks)
        {
            session.Prepare(DeleteItems).Set("$no", chunk.Job).Set("$first", chunk.First).Set("$last", chunk.Last).Queue();
            session.Prepare(DeleteChunk).Set("$no", chunk.Job).Set("$chunk", chunk.Id).Queue();
        }

        foreach (var job in chunks.GroupBy(chunk => chunk.Job).OrderBy(job => job.Key))
        {
            session.Prepare(CountOver).Set("$no", job.Key)
                .Set("$items", job.Sum(chunk => chunk.Last - chunk.First + 1)).Set("$tagged", job.Sum(chunk => chunk.Tagged)).Set("$unchanged", job.Sum(chunk => chunk.Unchanged))
                .Set("$outside", job.Sum(chunk => chunk.OutOfDomain)).Set("$accepted", job.Sum(chunk => chunk.Accepted)).Set("$two", job.Sum(chunk => chunk.TopTwo))
                .Set("$review", job.Sum(chunk => chunk.LeftReview)).Set("$seconds", job.Sum(chunk => chunk.AudioSeconds)).Queue();
        }

        return chunks.Count;
    }

    private static OldChunk Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetDouble(10));

    private sealed record OldChunk(
        long Job, long Id, long First, long Last, long Tagged, long Unchanged, long OutOfDomain, long Accepted, long TopTwo, long LeftReview, double AudioSeconds);
}
