namespace Cluster.Grains.Analysis;

/// <summary>Decodes audio and computes its features, away from the grains' scheduler. Implementations contain the faults of native decoders.</summary>
public interface IAudioAnalyzer
{
    /// <summary>The schema of the features.</summary>
    string SchemaId { get; }

    /// <summary>Interactive requests that wait for their turn now.</summary>
    int InteractiveWaiting => 0;

    /// <summary>Analyses one file. What is wrong with the file is an answer, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<AudioAnalysis> AnalyzeAsync(AudioRequest request, AnalysisLane lane, CancellationToken cancellationToken);
}
