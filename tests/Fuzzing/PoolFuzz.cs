using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Predictions;
using Cluster.Featurization;
using Cluster.FeaturizerWorker;
using Cluster.TestKit;

namespace Cluster.Fuzzing;

/// <summary>Puts spoilt files through a real <see cref="FeaturizerPool"/> with one child, one after the other. Not thread-safe.</summary>
public sealed class PoolFuzz : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FeaturizerPool pool;
    private readonly string goodFile;
    private float[]? goodVector;

    /// <summary>Makes the pool; <see cref="StartAsync"/> starts it.</summary>
    /// <param name="options">Its settings, but for the number of its workers; null: the defaults.</param>
    public PoolFuzz(FeaturizerPoolOptions? options = null)
    {
        pool = new FeaturizerPool((options ?? new FeaturizerPoolOptions()) with { Workers = 1, InteractiveWorkers = 0 });
        goodFile = folder.Write("good.wav", FuzzSeeds.Managed().For(0).Bytes);
    }

    /// <summary>Starts the pool and learns what it says of a good file.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await pool.StartAsync(cancellationToken);
        goodVector = await GoodVectorAsync(cancellationToken);
    }

    /// <summary>Tries a file.</summary>
    public async Task<FuzzOutcome> TryAsync(FuzzCase file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var path = folder.Write("file", file.Bytes);
        var before = pool.Statistics;
        foreach (var child in pool.ChildIds) PeakMemory.Reset(child);
        var result = await pool.FeaturizeAsync(new FeaturizeRequest(path, ClipPlan.Default), FeaturizeLane.Bulk, cancellationToken);
        var (losses, known) = (pool.Statistics.Losses, before.Losses);
        return Judge(result) with
        {
            Crashed = losses.Crashed - known.Crashed + losses.Garbled - known.Garbled,
            Hung = losses.Hung - known.Hung,
            Overdue = losses.Overdue - known.Overdue,
            TooLarge = losses.TooLarge - known.TooLarge,
            CpuSeconds = pool.Statistics.CpuSeconds - before.CpuSeconds,
            MemoryBytes = pool.ChildIds.Select(PeakMemory.Of).DefaultIfEmpty().Max(),
        };
    }

    /// <summary>Whether a good file still gives the very vector that it gave at first.</summary>
    public async Task<bool> IsUnharmedAsync(CancellationToken cancellationToken = default)
    {
        var now = await GoodVectorAsync(cancellationToken);
        return goodVector is not null && goodVector.Select(BitConverter.SingleToInt32Bits).SequenceEqual(now.Select(BitConverter.SingleToInt32Bits));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await pool.DisposeAsync();
        folder.Dispose();
    }

    private static FuzzOutcome Judge(FeaturizeResult result)
    {
        if (result.Failure is { } failure)
        {
            return new FuzzOutcome(
                failure.Kind switch
                {
                    FailureKind.DecoderFault => FuzzEnding.Fault,
                    FailureKind.Busy => FuzzEnding.Broken,
                    _ => FuzzEnding.Refusal,
                },
                failure.Message);
        }

        foreach (var clip in result.Clips)
        {
            if (clip.Values.Length != FeatureSchema.Default.Length) return new FuzzOutcome(FuzzEnding.Broken, $"A vector has {clip.Values.Length} values.");
            if (clip.Values.Any(float.IsInfinity)) return new FuzzOutcome(FuzzEnding.Broken, "A vector holds an infinite value.");
        }

        return new FuzzOutcome(FuzzEnding.Result, $"{result.Clips.Length} clips");
    }

    private async Task<float[]> GoodVectorAsync(CancellationToken cancellationToken)
    {
        var result = await pool.FeaturizeAsync(new FeaturizeRequest(goodFile, ClipPlan.Default), FeaturizeLane.Bulk, cancellationToken);
        return result.Failure is { } failure ? throw new InvalidOperationException(failure.Message) : [.. result.Clips.Single().Values];
    }
}
