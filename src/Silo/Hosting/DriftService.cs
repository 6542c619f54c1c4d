using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Trainings;
using Cluster.Grains.Drifts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Silo.Hosting;

/// <summary>Counts what this silo's models see and say from its start to its stop, and sees to it that windows and trainings are looked after.</summary>
internal sealed partial class DriftService(DriftRecorder recorder, IGrainFactory grains, TimeProvider clock, ILogger<DriftService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(recorder.RunAsync(stoppingToken), LookAfterAsync(stoppingToken));

    // Nobody waits for it: a cluster that is still gathering answers later.
    private async Task LookAfterAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await grains.GetGrain<IDriftGrain>(IModelGrain.Family).StartAsync(stop);
                await grains.GetGrain<IRetrainingGrain>(IModelGrain.Family).StartAsync(stop);
                return;
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                LogNotYet(error);
            }

            await Task.Delay(Pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Windows and trainings are not looked after yet; trying again")]
    private partial void LogNotYet(Exception error);
}
