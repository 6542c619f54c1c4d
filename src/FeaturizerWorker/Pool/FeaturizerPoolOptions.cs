using Cluster.Featurization;

namespace Cluster.FeaturizerWorker;

/// <summary>Settings of a <see cref="FeaturizerPool"/>.</summary>
public sealed record FeaturizerPoolOptions
{
    /// <summary>Children that take work of both lanes; at least 1; default: one per core.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Further children that take interactive work only, so that nobody waits for the end of a three-hour file; at least 0; default 1.
    /// </summary>
    public int InteractiveWorkers { get; init; } = 1;

    /// <summary>Interactive requests that may wait; the next one is answered as busy; at least 1; default 64.</summary>
    public int InteractiveQueueLimit { get; init; } = 64;

    /// <summary>How long a child may work without a sign of progress (a clip, or some megabytes hashed) before it is killed; default 30 s.</summary>
    public TimeSpan ProgressTimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a child may work on one file, whatever its progress; then it is killed, and the file is not tried again; default 30 minutes, many times
    /// what the longest file needs.
    /// </summary>
    public TimeSpan FileTimeLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Clips that one file may give, so that an answer stays below some 50 MB; at least 1; default 50,000.</summary>
    public int ClipsPerFile { get; init; } = 50_000;

    /// <summary>How long a child may take to start; default 60 s.</summary>
    public TimeSpan StartTimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a child may take to end, when the pool is disposed or when it has nothing more to say, before it is killed; default 2 s.</summary>
    public TimeSpan StopTimeLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Resident memory, in bytes, beyond which a child is killed; at least 64 MiB; default 768 MiB. On Linux the kernel refuses it more than 5/4 of this as
    /// private memory, so that it never holds more than that and some 50 MiB of mapped program files. A well-behaved child needs about 150 MiB, at most 200.
    /// </summary>
    public long MemoryLimitBytes { get; init; } = 768L << 20;

    /// <summary>How often a working child's memory and progress are looked at; default 200 ms.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Files after which a child is replaced by a fresh one, so that what native code leaks stays bounded; at least 1; default 2,000.</summary>
    public int FilesPerChild { get; init; } = 2000;

    /// <summary>The program that a child runs; null: the worker that lies beside the running program.</summary>
    public FeaturizerCommand? Command { get; init; }

    /// <summary>The settings of the features; default: the featurizer's.</summary>
    public FeatureOptions Features { get; init; } = FeatureOptions.Default;

    /// <summary>Throws when a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the setting.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(InteractiveWorkers);
        ArgumentOutOfRangeException.ThrowIfLessThan(InteractiveQueueLimit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ProgressTimeLimit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FileTimeLimit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(ClipsPerFile, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StartTimeLimit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(StopTimeLimit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryLimitBytes, 64L << 20);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(WatchInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(FilesPerChild, 1);
        Features.Validated();
    }
}
