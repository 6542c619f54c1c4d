using System.Globalization;
using Cluster.Abstractions.Predictions;
using Cluster.FeaturizerWorker.Protocol;
using Microsoft.Extensions.Logging;

namespace Cluster.FeaturizerWorker;

/// <summary>
/// One place in the pool: a thread that keeps a child, takes requests and talks the child through them. A thread of its own, because reading a pipe
/// blocks, and blocked threads of the shared pool would starve the process that they live in.
/// </summary>
internal sealed class WorkerSlot
{
    private const int Attempts = 2;
    private readonly FeaturizerPoolOptions options;
    private readonly string schemaId;
    private readonly LaneQueue queue;
    private readonly bool interactiveOnly;
    private readonly FeaturizerMetrics metrics;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly CancellationToken stopping;
    private readonly TaskCompletionSource firstStart = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ChildHandle? child;
    private long lastId;

    public WorkerSlot(
        FeaturizerPoolOptions options,
        string schemaId,
        LaneQueue queue,
        bool interactiveOnly,
        FeaturizerMetrics metrics,
        ILogger logger,
        TimeProvider time,
        CancellationToken stopping)
    {
        this.options = options;
        this.schemaId = schemaId;
        this.queue = queue;
        this.interactiveOnly = interactiveOnly;
        this.metrics = metrics;
        this.logger = logger;
        this.time = time;
        this.stopping = stopping;
    }

    /// <summary>Ends when the first child is ready; fails when it could not be started.</summary>
    public Task FirstStart => firstStart.Task;

    /// <summary>Ends with the thread.</summary>
    public Task Ended => ended.Task;

    public void Start() => new Thread(Run, 512 << 10) { IsBackground = true, Name = "featurizer slot" }.Start();

    /// <summary>The child's process id; null while there is none.</summary>
    public int? ChildId => child?.ProcessId;

    /// <summary>Looks after the child's memory and progress; called from another thread.</summary>
    public void Watch() => child?.Watch(options.MemoryLimitBytes);

    /// <summary>Takes a working child off its work, so that the thread can end.</summary>
    public void Stop() => child?.Stop(options.StopTimeLimit);

    private void Run()
    {
        try
        {
            while (EnsureChild() && queue.Take(interactiveOnly) is { } item) Serve(item);
        }
        finally
        {
            child?.Stop(options.StopTimeLimit);
            DropChild();
            firstStart.TrySetCanceled(CancellationToken.None);
            ended.TrySetResult();
        }
    }

    private void Serve(WorkItem item)
    {
        for (var attempt = 1; !item.IsOver; attempt++)
        {
            // A child that died while it was idle costs the request no attempt.
            if (child is { HasExited: true }) DropChild();
            if (!EnsureChild()) break;
            var conversation = new Conversation(child!, ++lastId, item, schemaId, options);
            if (conversation.Run() is { } result)
            {
                metrics.Spent(conversation.CpuSeconds);
                Answer(item, result);
                if (conversation.ChildIsSpent || child!.Files >= options.FilesPerChild) RecycleChild();
                return;
            }

            if (stopping.IsCancellationRequested) break;
            var ending = child!.WaitForExit(options.StopTimeLimit);
            var loss = child.Loss;
            FeaturizerLog.ChildLost(logger, child.ProcessId, loss, ending, item.Request.Path, attempt);
            metrics.Restarted(loss);
            DropChild();
            // A file that had all the time there is would only take it again.
            if (attempt < Attempts && loss != ChildLoss.Overdue) continue;
            Answer(item, FeaturizeResult.Failed(FailureKind.DecoderFault, Describe(loss)));
        }

        if (!item.IsOver) item.TryCancel(stopping);
    }

    private void Answer(WorkItem item, FeaturizeResult result)
    {
        // The child hears of a cancellation before the waiter does, and may answer in between: that is no fault of the file.
        if (item.Cancellation.IsCancellationRequested) item.TryCancel(item.Cancellation);
        else if (item.TryComplete(result)) metrics.Answered(result);
    }

    private bool EnsureChild()
    {
        for (var failures = 0; child is null && !stopping.IsCancellationRequested; failures++)
        {
            try
            {
                child = StartChild();
                firstStart.TrySetResult();
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException)
            {
                if (stopping.IsCancellationRequested) return false;
                firstStart.TrySetException(exception);
                var delay = TimeSpan.FromMilliseconds(Math.Min(10_000, 100 << Math.Min(failures, 7)));
                FeaturizerLog.StartFailed(logger, exception, delay);
                stopping.WaitHandle.WaitOne(delay);
            }
        }

        return !stopping.IsCancellationRequested;
    }

    private ChildHandle StartChild()
    {
        var began = time.GetTimestamp();
        var fresh = ChildHandle.Start(options, logger, time);
        // Watched from the start: a child that never gets ready is killed too.
        child = fresh;
        fresh.Expect(options.StartTimeLimit);
        fresh.Send(new HelloMessage { Id = 0, Features = options.Features });
        var first = fresh.Read();
        fresh.ExpectNothing();
        string? wrong = first switch
        {
            ReadyMessage { Protocol: not WireProtocol.Version } ready => $"speaks protocol {ready.Protocol}, not {WireProtocol.Version}",
            ReadyMessage ready when ready.Schema != schemaId => $"computes the schema '{ready.Schema}', not '{schemaId}'",
            ReadyMessage => null,
            null => $"was lost while it started ({fresh.Loss})",
            _ => "did not begin with its hand-shake",
        };
        if (wrong is null)
        {
            FeaturizerLog.ChildReady(logger, fresh.ProcessId, time.GetElapsedTime(began).TotalMilliseconds);
            return fresh;
        }

        DropChild();
        throw new InvalidOperationException($"The featurizer child {wrong}.");
    }

    private void RecycleChild()
    {
        FeaturizerLog.ChildRecycled(logger, child!.ProcessId, child.Files);
        child.Stop(options.StopTimeLimit);
        DropChild();
    }

    private void DropChild()
    {
        var old = child;
        child = null;
        old?.Dispose();
    }

    private string Describe(ChildLoss loss) => loss switch
    {
        ChildLoss.Hung => string.Create(
            CultureInfo.InvariantCulture, $"The decoder hung on this file: no progress for {options.ProgressTimeLimit.TotalSeconds:0.#} s, twice."),
        ChildLoss.Overdue => string.Create(
            CultureInfo.InvariantCulture, $"The decoder did not come to the end of this file within {options.FileTimeLimit.TotalSeconds:0.#} s."),
        ChildLoss.TooLarge => string.Create(
            CultureInfo.InvariantCulture, $"The decoder needed more than {options.MemoryLimitBytes >> 20} MiB of memory for this file, twice."),
        ChildLoss.Garbled => "The decoder gave nonsense for this file, twice.",
        _ => "The decoder crashed on this file, twice.",
    };
}
