namespace Cluster.Grains.Backfills.Sources;

/// <summary>A source as a whole cannot be listed. The message says what is wrong and what to do.</summary>
public sealed class SourceException(string message, Exception? inner = null) : Exception(message, inner);
