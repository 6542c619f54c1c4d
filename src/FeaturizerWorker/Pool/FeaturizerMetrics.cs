using System.Diagnostics.Metrics;

namespace Cluster.FeaturizerWorker;

/// <summary>What the pool counts, for the meter <see cref="FeaturizerPool.MeterName"/> and for <see cref="FeaturizerPoolStatistics"/>.</summary>
internal sealed class FeaturizerMetrics : IDisposable
{
    private readonly Meter meter = new(FeaturizerPool.MeterName);
    private readonly Counter<long> files;
    private readonly Counter<long> clips;
    private readonly Counter<double> audioSeconds;
    private readonly Counter<double> cpuSeconds;
    private readonly Counter<long> restarts;
    private readonly LaneQueue queue;
    private readonly Lock gate = new();
    private FeaturizerPoolStatistics totals;

    public FeaturizerMetrics(LaneQueue queue)
    {
        this.queue = queue;
        files = meter.CreateCounter<long>("cluster.featurizer.files", "{file}", "Files answered, by outcome");
        clips = meter.CreateCounter<long>("cluster.featurizer.clips", "{clip}", "Clips whose features were computed");
        audioSeconds = meter.CreateCounter<double>("cluster.featurizer.audio", "s", "Audio analysed");
        cpuSeconds = meter.CreateCounter<double>("cluster.featurizer.cpu", "s", "Processor time of the children");
        restarts = meter.CreateCounter<long>("cluster.featurizer.restarts", "{child}", "Children replaced after a fault, by reason");
        meter.CreateObservableGauge(
            "cluster.featurizer.waiting",
            () => (Measurement<int>[])
            [
                new(queue.Count(FeaturizeLane.Interactive), new KeyValuePair<string, object?>("lane", "interactive")),
                new(queue.Count(FeaturizeLane.Bulk), new KeyValuePair<string, object?>("lane", "bulk")),
            ],
            "{request}",
            "Requests that wait");
    }

    /// <summary>The totals since the pool was made.</summary>
    public FeaturizerPoolStatistics Snapshot()
    {
        lock (gate)
        {
            return totals with { InteractiveWaiting = queue.Count(FeaturizeLane.Interactive), BulkWaiting = queue.Count(FeaturizeLane.Bulk) };
        }
    }

    public void Answered(FeaturizeResult result)
    {
        var seconds = result.Audio?.DurationS ?? 0;
        lock (gate)
        {
            totals = totals with
            {
                Files = totals.Files + 1,
                Clips = totals.Clips + result.Clips.Length,
                AudioSeconds = totals.AudioSeconds + seconds,
            };
        }

        files.Add(1, new KeyValuePair<string, object?>("outcome", result.Failure?.Kind.ToString() ?? "Done"));
        clips.Add(result.Clips.Length);
        audioSeconds.Add(seconds);
    }

    public void Spent(double cpu)
    {
        lock (gate) totals = totals with { CpuSeconds = totals.CpuSeconds + cpu };
        cpuSeconds.Add(cpu);
    }

    public void Restarted(ChildLoss loss)
    {
        lock (gate) totals = totals with { Restarts = totals.Restarts + 1, Losses = totals.Losses.With(loss) };
        restarts.Add(1, new KeyValuePair<string, object?>("reason", loss.ToString()));
    }

    public void Dispose() => meter.Dispose();
}
