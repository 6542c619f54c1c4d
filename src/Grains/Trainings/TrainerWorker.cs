using Cluster.Abstractions.Models;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Trainings;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Trainings;

/// <summary>The hands of a silo that trains: takes the training that was asked for and carries it out, one at a time, until it is stopped.</summary>
/// <remarks>A training is held by a lease that is renewed while it runs. Where its silo dies, another takes it over; where several die over it, it has failed.</remarks>
public sealed partial class TrainerWorker(
    ITrainingStore store, ModelRetrainer retrainer, IGrainFactory grains, TrainingSignal signal, RetrainingSettings settings, TimeProvider clock, ILogger<TrainerWorker> log)
{
    private const int MostAttempts = 3;

    private readonly string workerId = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";

    /// <summary>The name under which it takes trainings.</summary>
    public string Id => workerId;

    /// <summary>Works until the token is cancelled; then gives a training back and returns.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var woken = signal.Next();
            try
            {
                if (await store.ClaimAsync(workerId, settings.Lease, MostAttempts, stop) is { } lease)
                {
                    await CarryOutAsync(lease, stop);
                    await grains.GetGrain<IRetrainingGrain>(IModelGrain.Family).CheckAsync(stop);
                    continue;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The database may be away for a while: the training is still there when it comes back.
                LogStepFailed(error);
            }

            await IdleAsync(woken, stop);
        }
    }

    private async Task CarryOutAsync(TrainingLease lease, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var renewing = RenewAsync(lease, ending);
        Training result;
        try
        {
            LogBegun(lease.Training.Id, lease.Training.Attempts);
            result = await retrainer.RunAsync(lease.Training, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Stopped, or somebody else has it by now: then giving it back changes nothing.
            await store.ReleaseAsync(lease, CancellationToken.None);
            return;
        }
        catch (Exception error)
        {
            LogFailed(error, lease.Training.Id);
            result = lease.Training with { State = TrainingState.Failed, Problem = $"It broke: {error.Message}" };
        }
        finally
        {
            await ending.CancelAsync();
            await renewing;
        }

        if (await store.FinishAsync(lease, result, CancellationToken.None)) LogEnded(result.Id, result.State, result.ModelVersion ?? result.Problem ?? string.Empty);
    }

    private async Task RenewAsync(TrainingLease lease, CancellationTokenSource ending)
    {
        using var timer = new PeriodicTimer(settings.Lease / 3, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                if (!await store.RenewAsync(lease, ending.Token)) await ending.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The training has ended.
        }
        catch (Exception error)
        {
            // A lease that cannot be renewed runs out, and another silo takes the training: this one stops.
            LogStepFailed(error);
            await ending.CancelAsync();
        }
    }

    private async Task IdleAsync(Task woken, CancellationToken stop)
    {
        try
        {
            await woken.WaitAsync(settings.PollInterval, clock, stop);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            // Time to look again, or to stop.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Training {Id} begins, attempt {Attempt}")]
    private partial void LogBegun(string id, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Training {Id} ended: {State}: {Outcome}")]
    private partial void LogEnded(string id, TrainingState state, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Training {Id} broke")]
    private partial void LogFailed(Exception error, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A step of training anew failed and will be tried again")]
    private partial void LogStepFailed(Exception error);
}
