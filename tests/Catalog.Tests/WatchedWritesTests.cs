using Cluster.Catalog.Sql;

namespace Cluster.Catalog.Tests;

public sealed class WatchedWritesTests
{
    private readonly Clock clock = new();

    [Fact]
    public async Task Refusal_CountsForAWhileAlsoWhenSmallWritesSucceed()
    {
        var inner = new Writes();
        var writes = new WatchedWrites(inner, clock);
        await WriteAsync(writes);
        Assert.Null(writes.Problem);

        inner.Error = new CatalogFullException("full");
        await Assert.ThrowsAsync<CatalogFullException>(() => WriteAsync(writes));
        inner.Error = null;
        await WriteAsync(writes);
        Assert.Equal("full", writes.Problem);
        clock.Elapsed += WatchedWrites.Memory;
        Assert.Null(writes.Problem);
    }

    [Fact]
    public async Task OtherErrors_AreNoSignOfAFullDisk()
    {
        var writes = new WatchedWrites(new Writes { Error = new CatalogException("away") }, clock);
        await Assert.ThrowsAsync<CatalogException>(() => WriteAsync(writes));
        Assert.Null(writes.Problem);
    }

    private static Task<int> WriteAsync(WatchedWrites writes) => writes.RunAsync(_ => Task.FromResult(1), TestContext.Current.CancellationToken);

    private sealed class Writes : ISqlWrites
    {
        public Exception? Error { get; set; }

        public Task<T> RunAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken) => Error is { } error ? Task.FromException<T>(error) : write(null!);
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
