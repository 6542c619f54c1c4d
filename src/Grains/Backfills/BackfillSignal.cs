using Cluster.Grains.Work;

namespace Cluster.Grains.Backfills;

/// <summary>Wakes this silo's idle workers when a job may have work for them. Other silos find out by asking every second.</summary>
public sealed class BackfillSignal : WorkSignal;
