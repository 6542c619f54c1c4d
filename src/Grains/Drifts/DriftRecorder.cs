using System.Collections.Concurrent;
using Cluster.Catalog.Drifts;
using Cluster.Grains.Scoring;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Drifts;

/// <summary>A silo's tallies: counts what the answering model sees and says on a thread of its own, and stores the counts every few seconds.</summary>
/// <remarks>
/// What is answered waits in a bounded queue; when that is full, recordings are dropped and that is counted. Counts are stored as differences with a number, so that a flush whose outcome
/// is unknown may be sent again. A process that is killed loses what it counted since its last flush, and no more.
/// </remarks>
public sealed partial class DriftRecorder : IScoringObserver, IDisposable
{
    private readonly IDriftStore store;
    private readonly ModelFactsCache facts;
    private readonly DriftSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger<DriftRecorder> log;
    private readonly string source = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
    private readonly BlockingCollection<ScoredTrack> queue;
    private readonly Lock access = new();
    private readonly Dictionary<string, ModelTally> tallies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> dropped = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim flushing = new(1, 1);
    private readonly CancellationTokenSource ending = new();
    private int disposed;
    private DriftFlush? pending;
    private long sequence;
    private bool broken;

    /// <summary>Made by the silo.</summary>
    public DriftRecorder(IDriftStore store, ModelFactsCache facts, DriftSettings settings, TimeProvider clock, ILogger<DriftRecorder> log)
    {
        (this.store, this.facts, this.settings, this.clock, this.log) = (store, facts, settings, clock, log);
        queue = new BlockingCollection<ScoredTrack>(settings.QueueLength);
    }

    /// <inheritdoc/>
    public void Scored(ScoredTrack track)
    {
        if (!queue.IsAddingCompleted && queue.TryAdd(track)) return;
        Drop(track.ModelVersion);
    }

    /// <inheritdoc/>
    public void Ended(ScoringRequest request)
    {
        // Requests are not counted here, answers are.
    }

    /// <summary>Counts and stores until it is told to stop; then counts what waits and stores once more.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var counting = BackgroundThread.RunAsync("drift", Count);
        using var timer = new PeriodicTimer(settings.FlushInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await TryFlushAsync();
        }
        catch (OperationCanceledException)
        {
            // Time to stop.
        }

        queue.CompleteAdding();
        await counting;
        await TryFlushAsync();
    }

    /// <summary>Stores what was counted.</summary>
    /// <exception cref="Exception">The store is away; the counts are kept, and the next call stores them.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await flushing.WaitAsync(cancellationToken);
        try
        {
            // What was sent and not acknowledged goes first, as it was: the store knows it by its number.
            while ((pending ??= Take()) is { } flush)
            {
                await store.AddAsync(flush, cancellationToken);
                pending = null;
            }
        }
        finally
        {
            flushing.Release();
        }
    }

    /// <summary>Counts what waits, on the caller's thread; for whoever does not call <see cref="RunAsync"/>.</summary>
    internal void CountWaiting()
    {
        while (queue.TryTake(out var track)) Count(track);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A container that knows it under two names disposes of it twice.
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        ending.Cancel();
        ending.Dispose();
        queue.Dispose();
        flushing.Dispose();
    }

    private bool Count()
    {
        foreach (var track in queue.GetConsumingEnumerable()) Count(track);
        return true;
    }

    private void Count(ScoredTrack track)
    {
        try
        {
            var tally = TallyOf(track.ModelVersion);
            lock (access) tally.Add(track);
        }
        catch (Exception error)
        {
            // A vector that does not fit its model, or a store that is away when a model is first seen: it costs this recording.
            Drop(track.ModelVersion);
            if (!broken) LogBroken(error, track.ModelVersion);
            broken = true;
        }
    }

    // Versions are few and new ones rare: this thread may wait for the store, nobody waits for it.
    private ModelTally TallyOf(string version)
    {
        lock (access)
        {
            if (tallies.TryGetValue(version, out var known)) return known;
        }

        var found = facts.FindAsync(version, ending.Token).GetAwaiter().GetResult();
        lock (access)
        {
            var made = new ModelTally(version, found);
            tallies.Add(version, made);
            return made;
        }
    }

    private void Drop(string version)
    {
        lock (access) dropped[version] = dropped.GetValueOrDefault(version) + 1;
    }

    private DriftFlush? Take()
    {
        lock (access)
        {
            var deltas = new List<DriftDelta>();
            foreach (var (version, tally) in tallies)
            {
                if (tally.Take(dropped.GetValueOrDefault(version)) is not { } delta) continue;
                dropped.Remove(version);
                deltas.Add(delta);
            }

            broken = false;
            return deltas.Count == 0 ? null : new DriftFlush(source, ++sequence, deltas);
        }
    }

    private async Task TryFlushAsync()
    {
        try
        {
            await FlushAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            LogNotStored(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Counts of drift could not be stored; they are kept and stored later")]
    private partial void LogNotStored(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An answer of model {Version} could not be counted for drift")]
    private partial void LogBroken(Exception error, string version);
}
