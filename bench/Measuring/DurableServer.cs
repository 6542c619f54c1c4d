namespace Cluster.Bench;

/// <summary>A PostgreSQL server as one sets it up for itself: every commit is on the disk, and it has memory for what it works on.</summary>
internal static class DurableServer
{
    /// <summary>Its settings.</summary>
    public static readonly string[] Settings = ["fsync=on", "full_page_writes=on", "synchronous_commit=on", "autovacuum=on", "shared_buffers=1GB", "max_wal_size=4GB"];
}
