namespace Cluster.Catalog.Sql;

/// <summary>Writes, with a memory of the last one that a full disk refused.</summary>
internal sealed class WatchedWrites(ISqlWrites writes, TimeProvider clock) : ISqlWrites
{
    /// <summary>
    /// How long a refusal counts. A write that succeeds is no sign of space: a small one may find room within a page where a larger one does not. Whoever has
    /// something to write tries again more often than this.
    /// </summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private volatile Refusal? last;

    /// <summary>Why writes are refused at present; null when nothing is known against them.</summary>
    public string? Problem => last is { } refusal && clock.GetElapsedTime(refusal.At) < Memory ? refusal.Reason : null;

    /// <inheritdoc/>
    public async Task<T> RunAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await writes.RunAsync(write, cancellationToken).ConfigureAwait(false);
        }
        catch (CatalogFullException error)
        {
            last = new Refusal(error.Message, clock.GetTimestamp());
            throw;
        }
    }

    private sealed record Refusal(string Reason, long At);
}
