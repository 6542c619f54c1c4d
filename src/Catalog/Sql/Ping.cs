namespace Cluster.Catalog.Sql;

/// <summary>Asks a database for a sign of life: it opens the catalogue and reads along an index.</summary>
internal static class Ping
{
    private const string AnyJob = "SELECT 1 FROM backfill_job ORDER BY job_no LIMIT 1";

    /// <summary>Returns when the database has answered.</summary>
    public static Task RunAsync(ISqlReads reads, CancellationToken cancellationToken) =>
        reads.RunSingleAsync(session => session.Prepare(AnyJob).AnyAsync(), cancellationToken);
}
