using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Traffic;
using Cluster.Grains.Models;
using Cluster.Grains.Scoring;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Traffic;

/// <summary>Counts what this silo's models do on traffic, and writes the counts down every few seconds.</summary>
/// <remarks>
/// What is written is each cell as it stands, in place of what was written before, so a write that was repeated or whose outcome is unknown counts nothing twice. A process that is killed loses the
/// counts since the last write.
/// </remarks>
public sealed partial class TrafficRecorder(ITrafficStore store, IServingModels models, TimeProvider clock, ILogger<TrafficRecorder> log) : IScoringObserver, IDisposable
{
    /// <summary>The stretch of time of one cell.</summary>
    public static readonly TimeSpan Stretch = TimeSpan.FromMinutes(10);

    /// <summary>How long cells are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly TimeSpan FlushPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ForgetPeriod = TimeSpan.FromHours(6);

    private readonly string silo = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
    private readonly SemaphoreSlim flushing = new(1, 1);
    private readonly Lock gate = new();
    private readonly Dictionary<CellKey, TrafficCounter> cells = [];
    private DateTimeOffset latest;

    /// <inheritdoc/>
    void IScoringObserver.Scored(ScoredTrack track)
    {
        lock (gate) CounterOf(track.ModelVersion).Score(track.Emotion.Prediction.Decision == TagDecision.Review);
    }

    /// <inheritdoc/>
    void IScoringObserver.Ended(ScoringRequest request)
    {
        lock (gate) CounterOf(request.ModelVersion).End(request);
    }

    /// <summary>Writes down what has changed since the last time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        // One at a time: an older count must not be written over a newer one.
        await flushing.WaitAsync(cancellationToken);
        try
        {
            var changed = Changed();
            if (changed.Count == 0) return;
            await store.PutAsync([.. changed.Select(cell => new TrafficCell(cell.Key.ModelVersion, cell.Key.Revision, cell.Key.From, silo, cell.Counts))], cancellationToken);
            Written(changed);
        }
        finally
        {
            flushing.Release();
        }
    }

    /// <summary>Writes every few seconds until it is told to stop, and once more then.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(FlushPeriod, clock);
        long? forgotAt = null;
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                await FlushAsync(stoppingToken);
                if (forgotAt is { } at && clock.GetElapsedTime(at) < ForgetPeriod) continue;
                await store.ForgetAsync(clock.GetUtcNow() - Kept, stoppingToken);
                forgotAt = clock.GetTimestamp();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The counts are still here: the next round writes them.
                LogFlushFailed(error);
            }
        }

        try
        {
            await FlushAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            LogFlushFailed(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => flushing.Dispose();

    private List<(CellKey Key, TrafficCounts Counts)> Changed()
    {
        lock (gate) return [.. cells.Where(cell => cell.Value.IsDirty).Select(cell => (cell.Key, cell.Value.Snapshot()))];
    }

    private void Written(List<(CellKey Key, TrafficCounts Counts)> written)
    {
        lock (gate)
        {
            foreach (var (key, counts) in written) cells[key].MarkWritten(counts);
            foreach (var old in cells.Where(cell => cell.Key.From < latest && !cell.Value.IsDirty).Select(cell => cell.Key).ToList()) cells.Remove(old);
        }
    }

    // Stretches never go back, whatever the clock does: a cell that was written and dropped must not be begun a second time, which would overwrite it.
    private TrafficCounter CounterOf(string modelVersion)
    {
        if (FromOf(clock.GetUtcNow()) is var now && now > latest) latest = now;
        var key = new CellKey(modelVersion, models.Current.Revision, latest);
        if (!cells.TryGetValue(key, out var counter)) cells[key] = counter = new TrafficCounter();
        return counter;
    }

    private static DateTimeOffset FromOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % Stretch.Ticks), TimeSpan.Zero);

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Counts of traffic could not be written; trying again")]
    private partial void LogFlushFailed(Exception error);

    private readonly record struct CellKey(string ModelVersion, long Revision, DateTimeOffset From);
}
