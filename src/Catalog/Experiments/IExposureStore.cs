namespace Cluster.Catalog.Experiments;

/// <summary>The exposures of experiments. Safe for concurrent use; what a call returned from has survived.</summary>
public interface IExposureStore
{
    /// <summary>Writes exposures in one transaction. A unit that is there already keeps its arm and its time; that the arm failed for it is added.</summary>
    /// <returns>Units that were new.</returns>
    Task<int> RecordAsync(IReadOnlyCollection<Exposure> exposures, CancellationToken cancellationToken);

    /// <summary>One unit's exposure, by what is stored of the unit; null when it was never exposed.</summary>
    Task<Exposure?> FindAsync(string experimentId, string unit, CancellationToken cancellationToken);

    /// <summary>The counts of an experiment: a few rows, whatever its size.</summary>
    Task<IReadOnlyList<ExposureCount>> CountAsync(string experimentId, CancellationToken cancellationToken);

    /// <summary>Deletes some exposures of an experiment and, with the last ones, its counts.</summary>
    /// <returns>False when there is nothing left.</returns>
    Task<bool> DeleteSomeAsync(string experimentId, CancellationToken cancellationToken);
}
