namespace Cluster.Modeling.Importing;

/// <summary>The vectors of a stretch of audio, or why there are none.</summary>
/// <param name="Clips">One vector per clip; empty after an error.</param>
/// <param name="Error">Why the audio cannot be used; null when it can.</param>
public sealed record AudioFeatures(IReadOnlyList<float[]> Clips, string? Error = null);
