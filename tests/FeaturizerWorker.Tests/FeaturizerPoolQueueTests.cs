using System.Globalization;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Predictions;
using Microsoft.Extensions.Logging;

namespace Cluster.FeaturizerWorker.Tests;

public sealed class FeaturizerPoolQueueTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_InteractiveRequest_GoesBeforeWaitingBulk()
    {
        using var child = FakeChild.That("""echo "$path" >> "$dir/order"; answer""");
        await using var pool = new FeaturizerPool(child.Options);

        var first = pool.FeaturizeAsync(Request("bulk1"), FeaturizeLane.Bulk, Cancelled);
        var second = pool.FeaturizeAsync(Request("bulk2"), FeaturizeLane.Bulk, Cancelled);
        var interactive = pool.FeaturizeAsync(Request("interactive"), FeaturizeLane.Interactive, Cancelled);
        await pool.StartAsync(Cancelled);
        await Task.WhenAll(first, second, interactive);

        Assert.Equal(["/interactive", "/bulk1", "/bulk2"], File.ReadAllLines(child.PathOf("order")));
    }

    [Fact]
    public async Task Queue_WorkerKeptForInteractiveWork_AnswersWhileBulkWorkIsStuck()
    {
        using var child = FakeChild.That(
            """case $path in */gate) read -r open < "$dir/gate.fifo";; esac; answer""", """mkfifo "$dir/gate.fifo" 2> /dev/null || :""");
        await using var pool = await StartAsync(child.Options with { InteractiveWorkers = 1 });

        var gate = pool.FeaturizeAsync(Request("gate"), FeaturizeLane.Bulk, Cancelled);
        var interactive = await pool.FeaturizeAsync(Request("interactive"), FeaturizeLane.Interactive, Cancelled);

        Assert.Null(interactive.Failure);
        Assert.False(gate.IsCompleted);
        await File.WriteAllTextAsync(child.PathOf("gate.fifo"), "\n", Cancelled);
        Assert.Null((await gate).Failure);
    }

    [Fact]
    public async Task Queue_TooManyInteractiveRequests_AreAnsweredAsBusy()
    {
        using var child = FakeChild.That("answer");
        await using var pool = new FeaturizerPool(child.Options with { InteractiveQueueLimit = 2 });

        var first = pool.FeaturizeAsync(Request("1"), FeaturizeLane.Interactive, Cancelled);
        var second = pool.FeaturizeAsync(Request("2"), FeaturizeLane.Interactive, Cancelled);
        var bulk = pool.FeaturizeAsync(Request("3"), FeaturizeLane.Bulk, Cancelled);
        var third = await pool.FeaturizeAsync(Request("4"), FeaturizeLane.Interactive, Cancelled);
        Assert.Equal((2, 1), (pool.Statistics.InteractiveWaiting, pool.Statistics.BulkWaiting));
        await pool.StartAsync(Cancelled);

        Assert.Equal(FailureKind.Busy, third.Failure?.Kind);
        Assert.All(await Task.WhenAll(first, second, bulk), result => Assert.Null(result.Failure));
    }

    [Fact]
    public async Task Cancel_WaitingRequest_LeavesTheQueue()
    {
        using var child = FakeChild.That("answer");
        await using var pool = new FeaturizerPool(child.Options with { InteractiveQueueLimit = 1 });
        using var cancellation = new CancellationTokenSource();

        var waiting = pool.FeaturizeAsync(Request("1"), FeaturizeLane.Interactive, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, pool.Statistics.InteractiveWaiting);
    }

    [Fact]
    public async Task Cancel_RequestUnderWay_StopsTheChildsWorkAndKeepsTheChild()
    {
        using var child = FakeChild.That(
            """
            case $line in
              *'"type":"cancel"'*) printf '{"type":"failed","id":%s,"kind":"Cancelled","message":"-","cpuSeconds":1}\n' "$id";;
              *gate*) echo started > "$dir/gate.fifo";;
              *) answer;;
            esac
            """,
            """mkfifo "$dir/gate.fifo" """);
        await using var pool = await StartAsync(child.Options);
        using var cancellation = new CancellationTokenSource();

        var stopped = pool.FeaturizeAsync(Request("gate"), FeaturizeLane.Bulk, cancellation.Token);
        await File.ReadAllTextAsync(child.PathOf("gate.fifo"), Cancelled);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.Null((await pool.FeaturizeAsync(Request("next"), FeaturizeLane.Bulk, Cancelled)).Failure);
        Assert.Equal(0, pool.Statistics.Restarts);
        Assert.Equal(1, pool.Statistics.Files);
    }

    [Fact]
    public async Task Dispose_WithWorkUnderWay_CancelsItAndEndsTheChildren()
    {
        using var child = FakeChild.That("""echo $$ > "$dir/gate.fifo"; exec sleep 1000""", """mkfifo "$dir/gate.fifo" """);
        var pool = await StartAsync(child.Options with { StopTimeLimit = TimeSpan.FromMilliseconds(50) });
        var working = pool.FeaturizeAsync(Request("1"), FeaturizeLane.Bulk, Cancelled);
        var waiting = pool.FeaturizeAsync(Request("2"), FeaturizeLane.Bulk, Cancelled);
        var processId = int.Parse(await File.ReadAllTextAsync(child.PathOf("gate.fifo"), Cancelled), CultureInfo.InvariantCulture);

        await pool.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(processId));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.FeaturizeAsync(Request("3"), FeaturizeLane.Bulk, Cancelled));
    }

    [Fact]
    public async Task Recycling_AfterItsFiles_ReplacesTheChild()
    {
        using var child = FakeChild.That("answer");
        await using var pool = await StartAsync(child.Options with { FilesPerChild = 2 });

        var children = new List<string?>();
        for (var file = 0; file < 4; file++)
        {
            children.Add((await pool.FeaturizeAsync(Request("1"), FeaturizeLane.Bulk, Cancelled)).Audio?.ContentHash);
        }

        Assert.Equal(children[0], children[1]);
        Assert.NotEqual(children[1], children[2]);
        Assert.Equal(0, pool.Statistics.Restarts);
        Assert.Equal(1.0, pool.Statistics.CpuSeconds);
    }

    [Fact]
    public async Task StandardError_OfAChild_ReachesTheLogUpToABound()
    {
        using var child = FakeChild.That("""i=0; while [ $i -lt 500 ]; do echo "mpg123: line $i" >&2; i=$((i+1)); done; answer""");
        using var log = new ListLogger();
        var pool = new FeaturizerPool(child.Options, log);
        await pool.StartAsync(Cancelled);
        await pool.FeaturizeAsync(Request("1"), FeaturizeLane.Bulk, Cancelled);
        await log.Silenced.WaitAsync(Cancelled);
        await pool.DisposeAsync();

        Assert.Contains(log.Messages, message => message.Contains("mpg123: line 0", StringComparison.Ordinal));
        Assert.Equal(200, log.Messages.Count(message => message.Contains("mpg123", StringComparison.Ordinal)));
    }

    private static FeaturizeRequest Request(string name) => new("/" + name, ClipPlan.Default);

    private static async Task<FeaturizerPool> StartAsync(FeaturizerPoolOptions options)
    {
        var pool = new FeaturizerPool(options);
        await pool.StartAsync(Cancelled);
        return pool;
    }

    private sealed class ListLogger : ILogger<FeaturizerPool>, IDisposable
    {
        private readonly TaskCompletionSource silenced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public System.Collections.Concurrent.ConcurrentQueue<string> Messages { get; } = new();

        public Task Silenced => silenced.Task;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Messages.Enqueue(formatter(state, exception));
            if (eventId.Id == 6) silenced.TrySetResult();
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable BeginScope<TState>(TState state) where TState : notnull => this;

        public void Dispose()
        {
        }
    }
}
