using Cluster.Grains.Explanations;

namespace Cluster.Grains.Tests.Explanations;

public sealed class ExplanationPoolTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryRun_MoreThanMayWait_IsRefusedUntilThereIsRoom()
    {
        using var pool = new ExplanationPool(new ExplainingOptions { Workers = 1, QueueLength = 2 });
        using var gate = new ManualResetEventSlim();
        var held = Enumerable.Range(0, 3).Select(i => pool.TryRun(_ => Wait(gate, i), Cancel)).ToList();
        Assert.All(held, Assert.NotNull);
        Assert.Null(pool.TryRun(_ => 9, Cancel));
        gate.Set();
        var results = await Task.WhenAll(held!);
        Assert.Equal([0, 1, 2], results);

        // The last result is told a moment before its place is free.
        Task<int>? next;
        while ((next = pool.TryRun(_ => 9, Cancel)) is null) await Task.Yield();
        Assert.Equal(9, await next);
    }

    [Fact]
    public async Task TryRun_Work_IsOnThreadsOfItsOwn()
    {
        using var pool = new ExplanationPool(new ExplainingOptions());
        var (name, pooled, priority) = await pool.TryRun(_ => (Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread, Thread.CurrentThread.Priority), Cancel)!;
        Assert.Equal(("explanations 0", false, ThreadPriority.BelowNormal), (name, pooled, priority));
    }

    [Fact]
    public async Task TryRun_CancelledWhileItWaits_EndsAtOnceAndIsNotDone()
    {
        using var pool = new ExplanationPool(new ExplainingOptions { Workers = 1, QueueLength = 5 });
        using var gate = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var first = pool.TryRun(_ => Wait(gate, 1), Cancel)!;
        var done = false;
        var second = pool.TryRun(_ => done = true, stop.Token)!;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.Set();
        Assert.Equal(1, await first);
        Assert.Equal(3, await pool.TryRun(_ => 3, Cancel)!);
        Assert.False(done);
    }

    [Fact]
    public async Task TryRun_WorkThatThrows_HandsItOverAndTheNextIsDone()
    {
        using var pool = new ExplanationPool(new ExplainingOptions());
        await Assert.ThrowsAsync<InvalidOperationException>(() => pool.TryRun<int>(_ => throw new InvalidOperationException("no"), Cancel)!);
        Assert.Equal(1, await pool.TryRun(_ => 1, Cancel)!);
    }

    [Fact]
    public async Task Dispose_WithWorkThatWaits_GivesItUp()
    {
        var pool = new ExplanationPool(new ExplainingOptions { Workers = 1, QueueLength = 5 });
        using var gate = new ManualResetEventSlim();
        var running = pool.TryRun(_ => Wait(gate, 1), Cancel)!;
        var waiting = pool.TryRun(_ => 2, Cancel)!;
        pool.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        gate.Set();
    }

    private static int Wait(ManualResetEventSlim gate, int result)
    {
        gate.Wait(Cancel);
        return result;
    }
}
