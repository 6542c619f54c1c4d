namespace Cluster.FeaturizerWorker;

/// <summary>Computes the features of files somewhere where a bad file can do no harm.</summary>
public interface IFeaturizerPool
{
    /// <summary>The feature schema of the vectors that it answers with, where a request names no other.</summary>
    string SchemaId { get; }

    /// <summary>Interactive requests that wait for a child now.</summary>
    int InteractiveWaiting { get; }

    /// <summary>Computes the features of a file. Thread-safe.</summary>
    /// <returns>The features, or an expected failure: unsupported, empty or unreadable audio, a decoder that crashed or hung on it, or a full interactive queue.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the pool is being disposed. Work under way is stopped.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed before the call.</exception>
    Task<FeaturizeResult> FeaturizeAsync(FeaturizeRequest request, FeaturizeLane lane, CancellationToken cancellationToken = default);
}
