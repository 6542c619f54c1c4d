namespace Cluster.Catalog;

/// <summary>Settings that cannot be used; the message names each one and its range.</summary>
public sealed class SettingsException(IEnumerable<string> problems) : Exception("The settings cannot be used: " + string.Join(" ", problems));
