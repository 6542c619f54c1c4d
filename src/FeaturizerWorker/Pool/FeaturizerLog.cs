using Microsoft.Extensions.Logging;

namespace Cluster.FeaturizerWorker;

/// <summary>The pool's log messages.</summary>
internal static partial class FeaturizerLog
{
    [LoggerMessage(1, LogLevel.Debug, "Featurizer child {ProcessId} is ready after {Milliseconds:F0} ms")]
    public static partial void ChildReady(ILogger logger, int processId, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "Featurizer child {ProcessId} is lost ({Loss}: {Detail}) while it worked on '{Path}', attempt {Attempt}")]
    public static partial void ChildLost(ILogger logger, int processId, ChildLoss loss, string detail, string path, int attempt);

    [LoggerMessage(3, LogLevel.Error, "A featurizer child could not be started; next try in {Delay}")]
    public static partial void StartFailed(ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(4, LogLevel.Debug, "Featurizer child {ProcessId} is replaced after {Files} files")]
    public static partial void ChildRecycled(ILogger logger, int processId, int files);

    [LoggerMessage(5, LogLevel.Information, "Featurizer child {ProcessId} says: {Line}")]
    public static partial void ChildSaid(ILogger logger, int processId, string line);

    [LoggerMessage(6, LogLevel.Information, "Featurizer child {ProcessId} said {Lines} lines; the rest is dropped")]
    public static partial void ChildSilenced(ILogger logger, int processId, int lines);
}
