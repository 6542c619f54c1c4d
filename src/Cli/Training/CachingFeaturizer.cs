using System.Security.Cryptography;
using Cluster.Abstractions.Predictions;
using Cluster.FeaturizerWorker;

namespace Cluster.Cli.Training;

/// <summary>Answers from <see cref="FeatureFiles"/> where it can; starts the children only for what it cannot.</summary>
/// <param name="pool">The children; not started.</param>
/// <param name="files">Where features are kept.</param>
internal sealed class CachingFeaturizer(FeaturizerPool pool, FeatureFiles files) : IFeaturizerPool
{
    private readonly Lock starting = new();
    private Task? started;
    private int found;
    private int computed;

    /// <inheritdoc/>
    public string SchemaId => pool.SchemaId;

    public int InteractiveWaiting => pool.InteractiveWaiting;

    /// <summary>Requests that were answered from the files.</summary>
    public int Found => Volatile.Read(ref found);

    /// <summary>Requests that the children worked on, failures included.</summary>
    public int Computed => Volatile.Read(ref computed);

    /// <summary>Why features could not be kept; null when all were.</summary>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public async Task<FeaturizeResult> FeaturizeAsync(FeaturizeRequest request, FeaturizeLane lane, CancellationToken cancellationToken = default)
    {
        if (await HashAsync(request.Path, cancellationToken) is not { } hash)
            return FeaturizeResult.Failed(FailureKind.Unreadable, "The file cannot be read.");
        if (await FeatureFiles.FindAsync(files.PathOf(hash, SchemaId, request), cancellationToken) is { } clips)
        {
            Interlocked.Increment(ref found);
            return new FeaturizeResult(null, clips, null);
        }

        await StartAsync(cancellationToken);
        var result = await pool.FeaturizeAsync(request, lane, cancellationToken);
        Interlocked.Increment(ref computed);

        // What failed may do better another time, with another decoder. The children say which bytes they read.
        if (result.Audio is { } audio) await KeepAsync(files.PathOf(audio.ContentHash, SchemaId, request), result, cancellationToken);
        return result;
    }

    private async Task KeepAsync(string path, FeaturizeResult result, CancellationToken cancellationToken)
    {
        try
        {
            await FeatureFiles.KeepAsync(path, result.Clips, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fault = exception.Message;             // a full or forbidden folder costs time on the next run, not this run
        }
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        lock (starting) return started ??= pool.StartAsync(cancellationToken);
    }

    private static Task<string?> HashAsync(string path, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            try
            {
                await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        },
        cancellationToken);
}
