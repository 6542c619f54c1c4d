namespace Cluster.FeaturizerWorker;

/// <summary>What a pool has done since it was made, and what waits.</summary>
/// <param name="Files">Files that were answered, with or without a failure.</param>
/// <param name="Clips">Clips whose features were computed.</param>
/// <param name="AudioSeconds">Seconds of audio in those clips' files.</param>
/// <param name="CpuSeconds">Processor time of the children, those that ended included; a killed child's last request is missing.</param>
/// <param name="Restarts">Children that were replaced because they crashed, hung, grew too large or broke the protocol.</param>
/// <param name="Losses">The same by reason.</param>
/// <param name="InteractiveWaiting">Interactive requests that wait.</param>
/// <param name="BulkWaiting">Bulk requests that wait.</param>
public readonly record struct FeaturizerPoolStatistics(
    long Files,
    long Clips,
    double AudioSeconds,
    double CpuSeconds,
    long Restarts,
    ChildLosses Losses,
    int InteractiveWaiting,
    int BulkWaiting);
