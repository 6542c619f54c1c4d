using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Cluster.ServiceDefaults.Metrics;

/// <summary>Orleans' histograms of milliseconds, recorded again in seconds: the unit that everything else here has.</summary>
internal sealed class OrleansSeconds : IHostedService, IDisposable
{
    /// <summary>Orleans' meter.</summary>
    public const string Source = "Microsoft.Orleans";

    /// <summary>The unit that is converted.</summary>
    public const string Milliseconds = "ms";

    private readonly Meter meter = new("Cluster.Orleans");
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, Histogram<double>> seconds = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == Source && instrument.Unit == Milliseconds && IsHistogram(instrument)) listening.EnableMeasurementEvents(instrument, Twin(instrument));
        };
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, twin) => Record(twin, value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, twin) => Record(twin, value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, twin) => Record(twin, value, tags));
        listener.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        listener.Dispose();
        meter.Dispose();
    }

    private static bool IsHistogram(Instrument instrument) => instrument is Histogram<double> or Histogram<long> or Histogram<int>;

    private static void Record(object? twin, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((Histogram<double>)twin!).Record(value / 1000, tags);

    private Histogram<double> Twin(Instrument instrument) => seconds.GetOrAdd(
        instrument.Name,
        name => meter.CreateHistogram(
            name, "s", $"Orleans' {name}", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30] }));
}
