namespace Cluster.Grains.Sweeping;

/// <summary>Deletes batch after batch.</summary>
internal static class Batches
{
    /// <summary>Deletes until a batch is not full.</summary>
    /// <param name="size">How much a batch holds at most.</param>
    /// <param name="delete">Deletes one; returns how much that was.</param>
    /// <returns>How much it was in all.</returns>
    public static async Task<long> DeleteAsync(int size, Func<Task<int>> delete)
    {
        long deleted = 0;
        int last;
        do
        {
            last = await delete();
            deleted += last;
        }
        while (last == size);
        return deleted;
    }
}
