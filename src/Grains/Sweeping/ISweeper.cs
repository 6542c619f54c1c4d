namespace Cluster.Grains.Sweeping;

/// <summary>Deletes what has been kept for long enough, a few rows at a time, so that nobody else's write waits long. Several silos may sweep at once.</summary>
public interface ISweeper
{
    /// <summary>Deletes all that is too old.</summary>
    /// <returns>How much that was.</returns>
    Task<long> SweepAsync(CancellationToken cancellationToken);
}
