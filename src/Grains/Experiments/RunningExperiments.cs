using Cluster.Abstractions.Experiments;
using Cluster.Grains.Models;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Experiments;

/// <summary>Keeps the running experiments at hand: told of changes by their grain, and asking it every few seconds in case a message was lost.</summary>
/// <remarks>The versions of all arms are loaded and run once before anybody is assigned to them. All experiments change at once, by exchanging one reference, which holds the models too.</remarks>
public sealed partial class RunningExperiments(ServingModels models, IGrainFactory grains, TimeProvider clock, ILogger<RunningExperiments> log)
    : IRunningExperiments, IExperimentObserver, IDisposable
{
    private static readonly TimeSpan ReconcilePeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SubscriptionRenewal = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim following = new(1, 1);
    private volatile RunningSet current = RunningSet.Empty;

    /// <inheritdoc/>
    public RunningSet Current => current;

    /// <inheritdoc/>
    public Task ChangedAsync(ExperimentsView experiments) => FollowAsync(experiments, false, CancellationToken.None);

    /// <summary>Asks for the experiments and follows them.</summary>
    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        // The answer cannot be older than what was taken before the question, unless the store was put back to an earlier state: then that counts.
        var seen = current.Revision;
        var experiments = await grains.GetGrain<IExperimentGrain>(IExperimentGrain.Family).GetAsync(cancellationToken);
        await FollowAsync(experiments, experiments.Revision < seen, cancellationToken);
    }

    /// <summary>Subscribes to changes and reconciles, until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var self = grains.CreateObjectReference<IExperimentObserver>(this);
        using var timer = new PeriodicTimer(ReconcilePeriod, clock);
        long? subscribedAt = null;
        try
        {
            do
            {
                try
                {
                    if (subscribedAt is not { } at || clock.GetElapsedTime(at) > SubscriptionRenewal)
                    {
                        await grains.GetGrain<IExperimentGrain>(IExperimentGrain.Family).SubscribeAsync(self, stoppingToken);
                        subscribedAt = clock.GetTimestamp();
                    }

                    await ReconcileAsync(stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // Silos come and go; what runs here runs on and the next round asks again.
                    LogReconcileFailed(error);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => following.Dispose();

    private async Task FollowAsync(ExperimentsView experiments, bool restored, CancellationToken cancellationToken)
    {
        // Messages overtake each other: an older one than what is known is ignored.
        if (!restored && experiments.Revision <= current.Revision) return;
        await following.WaitAsync(cancellationToken);
        try
        {
            if (!restored && experiments.Revision <= current.Revision) return;
            var running = experiments.Experiments.Where(experiment => experiment.Status == ExperimentStatus.Running).ToArray();
            var versions = running.SelectMany(experiment => experiment.Spec.Arms).Select(arm => arm.ModelVersion).OfType<string>().Distinct().ToArray();
            var loaded = await models.KeepAsync(versions, cancellationToken);
            current = new RunningSet(experiments.Revision, [.. running.Select(experiment => new RunningExperiment(experiment, loaded))]);
            LogFollows(running.Length, experiments.Revision);
        }
        finally
        {
            following.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} experiments run, as of revision {Revision}")]
    private partial void LogFollows(int count, long revision);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The experiments could not be asked for; trying again")]
    private partial void LogReconcileFailed(Exception error);
}
