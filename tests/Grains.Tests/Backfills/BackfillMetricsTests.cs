using System.Diagnostics.Metrics;
using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;
using Cluster.Grains.Backfills;
using Cluster.Grains.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Backfills;

public sealed class BackfillMetricsTests
{
    [Fact]
    public void Metrics_AreCountedUnderTheirNames()
    {
        using var throttle = new BulkThrottle(new FakeAnalyzer(), new BackfillOptions { Concurrency = 5 }, new FakeTimeProvider());
        using var metrics = new BackfillMetrics(throttle);
        var measured = new List<(string Name, double Value, string? Outcome)>();
        using var listener = Listen(metrics, measured);
        metrics.Pending(7);
        metrics.Chunk(TimeSpan.FromSeconds(1.5));
        metrics.Finished([Result(ItemState.Tagged), Result(ItemState.Failed), Result(ItemState.Tagged)]);
        listener.RecordObservableInstruments();
        Assert.Equal(
            [
                ("cluster.backfill.chunk.duration", 1.5, null),
                ("cluster.backfill.items", 1, "failed"),
                ("cluster.backfill.items", 2, "tagged"),
                ("cluster.backfill.pending_items", 7, null),
                ("cluster.backfill.places", 5, null),
            ],
            measured.OrderBy(one => one.Name).ThenBy(one => one.Outcome));
    }

    // Other tests have meters of this name too, at the same time.
    private static MeterListener Listen(BackfillMetrics metrics, List<(string Name, double Value, string? Outcome)> measured)
    {
        var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (metrics.Owns(instrument)) listening.EnableMeasurementEvents(instrument);
        };
        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => measured.Add((instrument.Name, value, tags.IsEmpty ? null : (string?)tags[0].Value));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private static ItemResult Result(ItemState state) => new(0, state, null, null, 0, null);
}
