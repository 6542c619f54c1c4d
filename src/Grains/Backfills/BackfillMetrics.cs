using System.Diagnostics.Metrics;
using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Backfills;

namespace Cluster.Grains.Backfills;

/// <summary>What backfills count, in the meter <see cref="MeterName"/>.</summary>
/// <remarks>The backlog is the whole cluster's and the same in every silo: a rule that scales silos by it takes the largest, not the sum.</remarks>
public sealed class BackfillMetrics : IDisposable
{
    /// <summary>The meter: the backlog, items by outcome and decision, what chunks took, and places for bulk work.</summary>
    public const string MeterName = "Cluster.Backfill";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> items;
    private readonly Counter<long> decisions;
    private readonly Histogram<double> chunks;
    private long pending;

    /// <summary>Makes the instruments.</summary>
    public BackfillMetrics(BulkThrottle throttle)
    {
        items = meter.CreateCounter<long>("cluster.backfill.items", "{item}", "Items of backfills that this silo finished, by outcome");
        decisions = meter.CreateCounter<long>("cluster.backfill.decisions", "{track}", "Tracks that backfills of this silo tagged, by decision");
        chunks = meter.CreateHistogram(
            "cluster.backfill.chunk.duration",
            "s",
            "Time that this silo spent on a chunk",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300] });
        meter.CreateObservableGauge("cluster.backfill.pending_items", () => Interlocked.Read(ref pending), "{item}", "Items of queued and running jobs that have no result yet, in the whole cluster");
        meter.CreateObservableGauge("cluster.backfill.places", () => throttle.Level, "{place}", "Items that this silo may work on at a time beside the live traffic");
    }

    /// <summary>Sets the backlog.</summary>
    public void Pending(long count) => Interlocked.Exchange(ref pending, count);

    /// <summary>Counts results that were stored.</summary>
    public void Finished(IReadOnlyCollection<ItemResult> results)
    {
        foreach (var decision in results.Select(result => result.Tag).OfType<Prediction>().GroupBy(prediction => prediction.Decision))
            decisions.Add(decision.Count(), new KeyValuePair<string, object?>("decision", Name(decision.Key)));
        foreach (var outcome in results.GroupBy(result => result.State)) items.Add(outcome.Count(), new KeyValuePair<string, object?>("outcome", Name(outcome.Key)));
    }

    /// <summary>Counts a chunk.</summary>
    public void Chunk(TimeSpan elapsed) => chunks.Record(elapsed.TotalSeconds);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    internal bool Owns(Instrument instrument) => instrument.Meter == meter;

    private static string Name(TagDecision decision) => decision switch
    {
        TagDecision.Tagged => "accepted",
        TagDecision.TopTwo => "topTwo",
        _ => "review",
    };

    private static string Name(ItemState state) => state.ToString().ToLowerInvariant();
}
