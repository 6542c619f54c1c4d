namespace Cluster.Grains.Analysis;

/// <summary>Decodes audio and computes its features, away from the grains' scheduler. Implementations contain the faults of native decoders.</summary>
public interface IAudioAnalyzer
{
    /// <summary>Whether it can compute the features of a schema.</summary>
    /// <param name="schemaId">The schema's id.</param>
    bool Computes(string schemaId);

    /// <summary>Interactive requests that wait for their turn now.</summary>
    int InteractiveWaiting => 0;

    /// <summary>Analyses one file. What is wrong with the file is an answer, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<AudioAnalysis> AnalyzeAsync(AudioRequest request, AnalysisLane lane, CancellationToken cancellationToken);
}
