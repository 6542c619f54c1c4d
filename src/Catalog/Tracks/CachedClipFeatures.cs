namespace Cluster.Catalog.Tracks;

/// <summary>One clip's cached features.</summary>
/// <param name="StartS">Start within the track in seconds.</param>
/// <param name="DurationS">Length in seconds.</param>
/// <param name="Values">The vector in the schema's order; NaN where a feature has no value.</param>
public sealed record CachedClipFeatures(double StartS, double DurationS, float[] Values);
