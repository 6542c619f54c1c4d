using Cluster.Abstractions.Trainings;

namespace Cluster.Catalog.Trainings;

/// <summary>Reads trainings. Safe for concurrent use.</summary>
public interface ITrainingReader
{
    /// <summary>Largest page.</summary>
    const int MaxLimit = 1000;

    /// <summary>A training; null when there is none.</summary>
    Task<Training?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Trainings, newest first.</summary>
    /// <param name="cursor">From the page before; null: from the newest.</param>
    /// <param name="limit">Entries a page, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<Page<Training>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken);
}

/// <summary>The trainings that were asked for, one at a time, claimed by silos that train. What a call returned from is on disk.</summary>
public interface ITrainingStore : ITrainingReader
{
    /// <summary>Adds a training unless its id is taken or another one is under way.</summary>
    /// <returns>The training of this id, or else the one that is under way.</returns>
    Task<Training> AddAsync(Training training, CancellationToken cancellationToken);

    /// <summary>Takes the training that nobody holds, because it is new or because its holder fell silent.</summary>
    /// <param name="worker">Who takes it.</param>
    /// <param name="lease">How long it is held without a renewal.</param>
    /// <param name="mostAttempts">One that was taken so often already has failed: whoever takes it dies.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The training; null when there is nothing to do.</returns>
    Task<TrainingLease?> ClaimAsync(string worker, TimeSpan lease, int mostAttempts, CancellationToken cancellationToken);

    /// <summary>Keeps a training; false when it was lost.</summary>
    Task<bool> RenewAsync(TrainingLease lease, CancellationToken cancellationToken);

    /// <summary>Ends a training, unless it was lost.</summary>
    /// <param name="lease">The right to.</param>
    /// <param name="result">The training with its state, figures and problem.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when it was lost, and nothing changed.</returns>
    Task<bool> FinishAsync(TrainingLease lease, Training result, CancellationToken cancellationToken);

    /// <summary>Gives a training back, as if it had not been taken.</summary>
    Task ReleaseAsync(TrainingLease lease, CancellationToken cancellationToken);
}

/// <summary>The right to carry a training out.</summary>
/// <param name="Training">The training.</param>
/// <param name="Token">Fencing token.</param>
/// <param name="Duration">How long it lasts after each renewal.</param>
public sealed record TrainingLease(Training Training, long Token, TimeSpan Duration);
