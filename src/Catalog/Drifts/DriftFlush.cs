namespace Cluster.Catalog.Drifts;

/// <summary>What one process counted since its last flush.</summary>
/// <param name="Source">The process: a name that no other has, not even its successor after a restart.</param>
/// <param name="Sequence">From 1, one more with every flush; the same flush sent again has the same number.</param>
/// <param name="Deltas">One for each model.</param>
public sealed record DriftFlush(string Source, long Sequence, IReadOnlyList<DriftDelta> Deltas);

/// <summary>What one process counted of one model.</summary>
/// <param name="ModelVersion">The model.</param>
/// <param name="Rows">Recordings; at least 0.</param>
/// <param name="Dropped">Recordings that were not counted; at least 0.</param>
/// <param name="Counts">Whole numbers of at least 0 that add up place by place; always as many for one model and one release of the program.</param>
public sealed record DriftDelta(string ModelVersion, long Rows, long Dropped, IReadOnlyList<long> Counts);
