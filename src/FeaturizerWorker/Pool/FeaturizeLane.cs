namespace Cluster.FeaturizerWorker;

/// <summary>Which queue a request waits in.</summary>
public enum FeaturizeLane
{
    /// <summary>Somebody waits for the answer: goes before all bulk work; refused as busy when too many wait already.</summary>
    Interactive = 0,

    /// <summary>Backfills and training: waits as long as it takes.</summary>
    Bulk = 1,
}
