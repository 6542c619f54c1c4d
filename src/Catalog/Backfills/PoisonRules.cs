namespace Cluster.Catalog.Backfills;

/// <summary>How an item that ends the process that works on it is found, and given up.</summary>
/// <remarks>
/// A process that dies says nothing, so what counts is a lease that ran out with its worker gone: the items that were handed out with it and have no result are
/// under suspicion. The first time the chunk is handed out whole again, since machines fail for many reasons; then the half of it, a quarter, and so on, each of
/// which goes on by itself, until an item that was alone is the culprit. Of <c>n</c> items it costs about
/// <c>log2(n) + 4</c> processes, whatever the others are. A process works on one chunk under suspicion at a time, beside others that are not: whatever only was there when an
/// unknown culprit struck is not there the next time, and is cleared. An item that was alone has to fail so several times in a row: machines that come and go condemn nobody.
/// </remarks>
public static class PoisonRules
{
    /// <summary>How often in a row an item may end its process while it is the only one that was handed out.</summary>
    public const int MaxAlone = 3;

    private const int MaxHalvings = 30;

    /// <summary>Items to hand out.</summary>
    /// <param name="pending">Items without a result; at least 1.</param>
    /// <param name="losses">Leases on the chunk that ran out since it was last found to be clean.</param>
    public static int Window(int pending, int losses) => Math.Max(1, pending >> Math.Clamp(losses - 1, 0, MaxHalvings));

    /// <summary>The reason that a given up item is listed with.</summary>
    public const string Reason = "The process that worked on it ended each time without a result (a crash, or a machine that was lost); it was given up so that the others go on. Retry the job's failed items to try it again.";
}
