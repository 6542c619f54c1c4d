using Cluster.Catalog;

namespace Cluster.Grains.Backfills;

/// <summary>Commits finished items; when the store refuses them together it commits the halves, so that the one at fault does not cost the others their results.</summary>
public static class BisectedCommit
{
    /// <summary>Commits.</summary>
    /// <param name="finished">What to commit; at least one.</param>
    /// <param name="commit">Commits some of it, all or nothing. It throws a <see cref="CatalogException"/> when the store is away: then nobody is to blame, and nothing is given up.</param>
    /// <param name="giveUp">Commits that one cannot be stored. What it throws ends everything: a store that takes nothing at all blames nobody.</param>
    /// <returns>What the last commit returned.</returns>
    public static async Task<TState> RunAsync<T, TState>(IReadOnlyList<T> finished, Func<IReadOnlyList<T>, Task<TState>> commit, Func<T, Exception, Task<TState>> giveUp)
    {
        try
        {
            return await commit(finished);
        }
        catch (Exception error) when (IsAboutItems(error))
        {
            if (finished.Count > 1)
            {
                var half = finished.Count / 2;
                await RunAsync([.. finished.Take(half)], commit, giveUp);
                return await RunAsync([.. finished.Skip(half)], commit, giveUp);
            }

            // Once more: what was in the way may have been there for a moment only.
            try
            {
                return await commit(finished);
            }
            catch (Exception again) when (IsAboutItems(again))
            {
                return await giveUp(finished[0], again);
            }
        }
    }

    private static bool IsAboutItems(Exception error) => error is not (OperationCanceledException or CatalogException);
}
