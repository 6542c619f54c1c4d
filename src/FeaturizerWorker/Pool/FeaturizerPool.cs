using Cluster.Abstractions.Predictions;
using Cluster.Featurization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.FeaturizerWorker;

/// <summary>
/// Child processes that decode files and compute their features, so that a file that crashes, hangs or bloats a native decoder costs that file and
/// nothing else.
/// </summary>
/// <remarks>
/// Each child works on one file at a time, on one thread, below normal priority. One that crashes, hangs, outgrows its memory limit or breaks the
/// protocol is replaced; its request is tried once more on a fresh child and then answered as <see cref="FailureKind.DecoderFault"/>. Children end with
/// this process, also when it is killed. Counters are in the meter <see cref="MeterName"/>. Thread-safe.
/// </remarks>
public sealed class FeaturizerPool : IFeaturizerPool, IAsyncDisposable
{
    /// <summary>The meter of the pool's counters: files by outcome, clips, audio and processor seconds, restarts by reason, waiting requests by lane.</summary>
    public const string MeterName = "Cluster.Featurizer";

    private readonly FeaturizerPoolOptions options;
    private readonly LaneQueue queue;
    private readonly FeaturizerMetrics metrics;
    private readonly WorkerSlot[] slots;
    private readonly CancellationTokenSource stopping = new();
    private readonly TimeProvider time;
    private ITimer? watch;
    private int started;
    private int disposed;

    /// <summary>Makes a pool; <see cref="StartAsync"/> starts its children.</summary>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <param name="logger">Where faults and the children's standard error go; null: nowhere.</param>
    /// <param name="timeProvider">The clock of the time limits; null: the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public FeaturizerPool(FeaturizerPoolOptions? options = null, ILogger<FeaturizerPool>? logger = null, TimeProvider? timeProvider = null)
    {
        this.options = options ?? new FeaturizerPoolOptions();
        this.options.Validate();
        SchemaId = new FeatureSchema(this.options.Features).Id;
        time = timeProvider ?? TimeProvider.System;
        queue = new LaneQueue(this.options.InteractiveQueueLimit);
        metrics = new FeaturizerMetrics(queue);
        slots = [.. Enumerable.Range(0, this.options.Workers + this.options.InteractiveWorkers).Select(index => new WorkerSlot(
            this.options, SchemaId, queue, index >= this.options.Workers, metrics, logger ?? NullLogger<FeaturizerPool>.Instance, time, stopping.Token))];
    }

    /// <inheritdoc/>
    public string SchemaId { get; }

    /// <inheritdoc/>
    public int InteractiveWaiting => queue.Count(FeaturizeLane.Interactive);

    /// <summary>What the pool has done so far.</summary>
    public FeaturizerPoolStatistics Statistics => metrics.Snapshot();

    /// <summary>Process ids of the children that live now; for tests that look at their memory or end them.</summary>
    internal IEnumerable<int> ChildIds => slots.Select(slot => slot.ChildId).OfType<int>();

    /// <summary>Starts the children and waits until all are ready. Requests may be made before; they wait.</summary>
    /// <exception cref="InvalidOperationException">A child could not be started or is of another version; or the pool was started before.</exception>
    /// <exception cref="FileNotFoundException">The worker program is not beside the running one.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        if (Interlocked.Exchange(ref started, 1) != 0) throw new InvalidOperationException("The featurizer pool was started before.");
        foreach (var slot in slots) slot.Start();
        watch = time.CreateTimer(_ => Array.ForEach(slots, slot => slot.Watch()), null, options.WatchInterval, options.WatchInterval);
        await Task.WhenAll(slots.Select(slot => slot.FirstStart)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<FeaturizeResult> FeaturizeAsync(FeaturizeRequest request, FeaturizeLane lane, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        if (Refuse(request) is { } reason) return FeaturizeResult.Failed(FailureKind.BadRequest, reason);

        var item = new WorkItem(request, lane, cancellationToken);
        if (!queue.TryAdd(item)) return FeaturizeResult.Failed(FailureKind.Busy, $"{options.InteractiveQueueLimit} requests are waiting already.");
        await using var cancellation = cancellationToken.UnsafeRegister(
            _ =>
            {
                queue.Remove(item);
                item.TryCancel(cancellationToken);
            },
            null);
        return await item.Task;
    }

    /// <summary>Stops all work, ends the children and waits until they have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await stopping.CancelAsync();
        foreach (var item in queue.Close()) item.TryCancel(stopping.Token);
        if (started != 0)
        {
            // Stopping blocks for as long as a child takes: all at once, off the caller's thread.
            await Task.WhenAll(slots.Select(slot => Task.Run(slot.Stop)));
            await Task.WhenAll(slots.Select(slot => slot.Ended));
        }

        if (watch is not null) await watch.DisposeAsync();
        metrics.Dispose();
        stopping.Dispose();
    }

    private static string? Refuse(FeaturizeRequest request) => request switch
    {
        { Path: var path } when !Path.IsPathFullyQualified(path) => "The path of the file is not absolute.",
        { StartS: not >= 0 or double.PositiveInfinity } => "The start must be at least 0 seconds.",
        { DurationS: { } duration } when !(duration > 0 && double.IsFinite(duration)) => "The duration must be more than 0 seconds.",
        { Plan: { LengthS: not >= 1 } or { HopS: not > 0 } } => "Clips must be at least 1 second long, and their distance more than 0.",
        { Schemas: var schemas } when schemas.DistinctBy(schema => schema.Id).Count() < schemas.Length => "A schema is asked for twice.",
        _ => null,
    };
}
