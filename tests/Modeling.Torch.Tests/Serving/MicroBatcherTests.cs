using System.Collections.Concurrent;
using Cluster.Modeling.Torch.Serving;

namespace Cluster.Modeling.Torch.Tests.Serving;

public sealed class MicroBatcherTests
{
    [Fact]
    public void Run_LoneCaller_IsABatchOfOne()
    {
        var sizes = new List<int>();
        var batcher = new MicroBatcher(2, 1, largest: 8, capacity: 8, lanes: 1, (rows, count, answers) =>
        {
            sizes.Add(count);
            Double(rows, count, answers);
        });
        var answer = new double[1];
        batcher.Run([3, 4], answer);
        batcher.Run([1, 0], answer);
        Assert.Equal([1, 1], sizes);
        Assert.Equal(1, answer[0]);
    }

    [Fact]
    public async Task Run_CallersBehindABusyLane_AreOneBatchAndEachGetsItsOwnAnswer()
    {
        using var busy = new BusyLane();
        var batcher = new MicroBatcher(2, 1, largest: 6, capacity: 100, lanes: 1, busy.Run);
        var first = busy.Start(() => Answer(batcher, 0));
        var others = Enumerable.Range(1, 10).Select(n => OnThread(() => Answer(batcher, n))).ToArray();
        Until(() => batcher.Waiting == 10);
        busy.GoOn();
        Assert.Equal(0, await first);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => (double)n), await Task.WhenAll(others));
        Assert.Equal([1, 6, 4], busy.Sizes);
    }

    [Fact]
    public async Task Run_TwoLanes_RunAtTheSameTime()
    {
        using var together = new Barrier(2);
        var batcher = new MicroBatcher(2, 1, largest: 1, capacity: 8, lanes: 2, (rows, count, answers) =>
        {
            // Neither gets on without the other.
            together.SignalAndWait(TestContext.Current.CancellationToken);
            Double(rows, count, answers);
        });
        Assert.Equal((double[])[5, 7], await Task.WhenAll(OnThread(() => Answer(batcher, 5)), OnThread(() => Answer(batcher, 7))));
    }

    [Fact]
    public async Task Run_FullQueue_LetsNobodyJoinUntilThereIsRoom()
    {
        using var busy = new BusyLane();
        var batcher = new MicroBatcher(2, 1, largest: 2, capacity: 3, lanes: 1, busy.Run);
        var first = busy.Start(() => Answer(batcher, 0));
        var others = Enumerable.Range(1, 9).Select(n => OnThread(() => Answer(batcher, n))).ToArray();
        Until(() => batcher.Waiting == 3);
        busy.GoOn();
        await first;
        Assert.Equal(Enumerable.Range(1, 9).Select(n => (double)n), await Task.WhenAll(others));
        Assert.True(batcher.MostWaiting <= 3, $"{batcher.MostWaiting} waited");
        Assert.Equal(10, busy.Sizes.Sum());
    }

    [Fact]
    public async Task Run_FunctionFails_EveryCallerOfTheBatchHearsAndTheNextIsAnswered()
    {
        using var busy = new BusyLane();
        var batcher = new MicroBatcher(2, 1, largest: 8, capacity: 8, lanes: 1, (rows, count, answers) =>
        {
            busy.Run(rows, count, answers);
            if (count > 1) throw new InvalidOperationException("broken");
        });
        var first = busy.Start(() => Answer(batcher, 0));
        var others = Enumerable.Range(1, 3).Select(n => OnThread(() => Answer(batcher, n))).ToArray();
        Until(() => batcher.Waiting == 3);
        busy.GoOn();
        await first;
        foreach (var other in others) Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => other)).Message);
        Assert.Equal(4, Answer(batcher, 4));
    }

    private static double Answer(MicroBatcher batcher, int n)
    {
        var answer = new double[1];
        batcher.Run([n, n], answer);
        return answer[0] / 2;
    }

    private static void Double(ReadOnlySpan<float> rows, int count, Span<double> answers)
    {
        for (var i = 0; i < count; i++) answers[i] = rows[2 * i] + rows[(2 * i) + 1];
    }

    private static Task<double> OnThread(Func<double> action) => Task.Factory.StartNew(
        action, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Until(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Thread.Yield();
        }
    }

    /// <summary>A lane whose first batch lasts until it is told to go on.</summary>
    private sealed class BusyLane : IDisposable
    {
        private readonly ManualResetEventSlim started = new(), goOn = new();
        private readonly ConcurrentQueue<int> sizes = new();

        public int[] Sizes => [.. sizes];

        public void Run(ReadOnlySpan<float> rows, int count, Span<double> answers)
        {
            sizes.Enqueue(count);
            started.Set();
            goOn.Wait(TestContext.Current.CancellationToken);
            Double(rows, count, answers);
        }

        public Task<double> Start(Func<double> first)
        {
            var task = OnThread(first);
            started.Wait(TestContext.Current.CancellationToken);
            return task;
        }

        public void GoOn() => goOn.Set();

        public void Dispose()
        {
            started.Dispose();
            goOn.Dispose();
        }
    }
}
