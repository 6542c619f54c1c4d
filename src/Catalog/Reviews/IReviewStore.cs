namespace Cluster.Catalog.Reviews;

/// <summary>Writes what orders the review queue besides predictions and labels, which order it by themselves.</summary>
public interface IReviewStore : IReviewReader
{
    /// <summary>Stores signals and moves their tracks in the queue, all in one transaction. Tracks that do not exist are passed over.</summary>
    /// <returns>The number of tracks that exist.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A figure is outside its range; the message names the track.</exception>
    Task<int> SignalAsync(IReadOnlyCollection<ReviewSignal> signals, CancellationToken cancellationToken);
}
