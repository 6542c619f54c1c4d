using System.Diagnostics.Metrics;

namespace Cluster.Gateway.Lookups;

/// <summary>Counts look-ups, in the meter <see cref="MeterName"/>.</summary>
internal sealed class LookupMetrics : IDisposable
{
    /// <summary>The meter.</summary>
    public const string MeterName = "Cluster.Gateway";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> lookups;

    /// <summary>Makes the instrument.</summary>
    public LookupMetrics() => lookups = meter.CreateCounter<long>("cluster.gateway.lookups", "{lookup}", "Look-ups of a track, by where the answer came from: the gateway's own memory or a silo");

    /// <summary>Counts one.</summary>
    /// <param name="fromMemory">False when a silo answered.</param>
    public void Count(bool fromMemory) => lookups.Add(1, new KeyValuePair<string, object?>("from", fromMemory ? "memory" : "silo"));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
