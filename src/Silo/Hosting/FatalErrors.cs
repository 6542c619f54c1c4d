using Microsoft.Extensions.Logging;

namespace Cluster.Silo.Hosting;

/// <summary>
/// Ends the process when Orleans cannot go on: above all when the others have declared this silo dead, because it was cut off or stood still. It cannot come back
/// under its old name, so whoever watches the process (systemd, Kubernetes, a person) starts a new one.
/// </summary>
/// <param name="end">Ends the process with this exit code.</param>
/// <param name="log">Is told why.</param>
internal sealed partial class FatalErrors(Action<int> end, ILogger<FatalErrors> log) : IFatalErrorHandler
{
    /// <summary>The exit code: what Orleans gave up for. Settings end with 2, the catalogue with 1.</summary>
    public const int ExitCode = 3;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => exception is not (ObjectDisposedException or OperationCanceledException);

    /// <inheritdoc/>
    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        LogEnds(exception, context);

        // The log's own writers may not get round to it before the process ends.
        Console.Error.WriteLine(
            "error: this silo has to end. Most likely it was cut off from the others, or stood still, and they have declared it dead; it cannot come back under its old name."
            + $" Start it again: it joins as a new silo, and the others do what it was working on. ({context} {exception?.Message})");
        end(ExitCode);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "This silo has to end: {Context}")]
    private partial void LogEnds(Exception? exception, string? context);
}
