namespace Cluster.Modeling.Importing;

/// <summary>Two rows that are one recording as far as the features tell.</summary>
/// <param name="First">The lower row.</param>
/// <param name="Second">The higher row.</param>
/// <param name="Exact">Whether all values that both rows have, and that are not out of scale, are equal.</param>
public readonly record struct DuplicatePair(int First, int Second, bool Exact);
