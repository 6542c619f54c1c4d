namespace Cluster.Catalog.Reviews;

/// <summary>Reads the review queue. Safe for concurrent use.</summary>
public interface IReviewReader
{
    /// <summary>Largest page.</summary>
    const int MaxLimit = 1000;

    /// <summary>What a person should listen to, the highest score first, equal scores by track id.</summary>
    /// <param name="cursor">From the page before; null: from the beginning.</param>
    /// <param name="limit">Entries a page, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>In it are tracks decided as <c>review</c> or <c>topTwo</c>, and those that a shadow contradicts, until they are labelled whole or clip by clip.</remarks>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<Page<ReviewEntry>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken);
}
