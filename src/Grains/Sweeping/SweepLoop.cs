using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Sweeping;

/// <summary>Lets every sweeper sweep once an hour.</summary>
public sealed partial class SweepLoop(IEnumerable<ISweeper> sweepers, TimeProvider clock, ILogger<SweepLoop> log)
{
    /// <summary>How often.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>Sweeps until it is told to stop. What fails is tried again an hour later; the others go on.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                foreach (var sweeper in sweepers) await SweepAsync(sweeper, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private async Task SweepAsync(ISweeper sweeper, CancellationToken stoppingToken)
    {
        try
        {
            await sweeper.SweepAsync(stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailed(error, sweeper.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweeper} could not delete what is old; trying again in an hour")]
    private partial void LogFailed(Exception error, string sweeper);
}
