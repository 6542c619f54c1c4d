namespace Cluster.Gateway.Hosting;

/// <summary>Waits for the first silo, however long that takes: a gateway may be started before it.</summary>
internal sealed partial class SiloWait(ILogger<SiloWait> log) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private bool told;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!told) LogWaiting(exception.Message);
        told = true;
        await Task.Delay(Pause, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No silo answers yet; waiting for one ({Reason})")]
    private partial void LogWaiting(string reason);
}
