using Cluster.Catalog;
using Microsoft.Extensions.Logging;

namespace Cluster.Silo.Hosting;

/// <summary>Calls that a silo makes before it serves. Others may have died just now, and their grains have no new place yet: that is waited for, not died of.</summary>
internal sealed partial class StartCalls(TimeProvider clock, ILogger<StartCalls> log)
{
    /// <summary>How long; far above what the cluster takes to notice that silos are dead.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Makes a call, which may be made again, until it is answered.</summary>
    public async Task MakeAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await call(cancellationToken);
                return;
            }
            catch (Exception error) when (error is TimeoutException or OrleansException or CatalogException && clock.GetElapsedTime(start) < Patience)
            {
                LogWaits(error.Message);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster does not answer this new silo yet; asking again ({Reason})")]
    private partial void LogWaits(string reason);
}
