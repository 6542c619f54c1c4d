namespace Cluster.VersionNeeds;

/// <summary>A shared library is not what this program may change; the message says what it found.</summary>
public sealed class SharedLibraryException(string message) : Exception(message);
