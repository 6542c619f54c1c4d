namespace Cluster.Catalog.Traffic;

/// <summary>Keeps what model versions did on traffic.</summary>
public interface ITrafficStore
{
    /// <summary>Writes cells in one transaction, each in place of what its silo wrote before for the same version, revision and time: repeating a call changes nothing.</summary>
    Task PutAsync(IReadOnlyCollection<TrafficCell> cells, CancellationToken cancellationToken);

    /// <summary>Sums a version's counts over all silos.</summary>
    /// <param name="modelVersion">The version.</param>
    /// <param name="sinceRevision">Only what was counted at this revision of the registry or later.</param>
    /// <param name="since">Only stretches of time that began at this time or later.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TrafficCounts> SumAsync(string modelVersion, long sinceRevision, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Counts what people said of a version's predictions since a time: the last standing word on each stretch.</summary>
    Task<VerdictCounts> CountVerdictsAsync(string modelVersion, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Forgets stretches of time that began before a time.</summary>
    /// <returns>The number of cells that went.</returns>
    Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>What people said of predictions.</summary>
/// <param name="Labelled">Stretches that somebody has spoken about.</param>
/// <param name="Wrong">Those of them whose prediction is wrong, by the last word.</param>
public sealed record VerdictCounts(long Labelled, long Wrong);
