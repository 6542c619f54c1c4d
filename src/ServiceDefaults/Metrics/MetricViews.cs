using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Cluster.ServiceDefaults.Metrics;

/// <summary>Brings foreign metrics to Prometheus' conventions, so that its own checker has nothing to say: base units, help texts, no counts that are gauges.</summary>
internal static class MetricViews
{
    // Gauges whose names end in "count", which Prometheus keeps for histograms.
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["dotnet.assembly.count"] = "dotnet.assemblies",
        ["dotnet.process.cpu.count"] = "dotnet.process.processors",
        ["dotnet.timer.count"] = "dotnet.timers",
    };

    /// <summary>What becomes of an instrument; null leaves it as it is.</summary>
    public static MetricStreamConfiguration? Of(Instrument instrument)
    {
        if (Renamed.TryGetValue(instrument.Name, out var name)) return new MetricStreamConfiguration { Name = name };
        if (instrument.Meter.Name != OrleansSeconds.Source) return null;

        // Times come by OrleansSeconds; memory comes from the runtime's own meter, in bytes.
        if (instrument.Unit is OrleansSeconds.Milliseconds or "MB") return MetricStreamConfiguration.Drop;
        return string.IsNullOrEmpty(instrument.Description) ? new MetricStreamConfiguration { Description = $"Orleans' {instrument.Name}" } : null;
    }
}
