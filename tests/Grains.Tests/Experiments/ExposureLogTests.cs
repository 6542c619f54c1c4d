using Cluster.Catalog.Experiments;
using Cluster.Grains.Experiments;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Experiments;

public sealed class ExposureLogTests
{
    private readonly FakeStore store = new();
    private readonly FakeTimeProvider clock = new();
    private readonly ExposureLog log;

    public ExposureLogTests() => log = new ExposureLog(store, clock, NullLogger<ExposureLog>.Instance);

    [Fact]
    public async Task Record_OfAUnitThatIsWritten_WritesItNoMore()
    {
        log.Record([Of("a"), Of("b")]);
        await log.FlushAsync();
        log.Record([Of("a"), Of("c"), Of("b") with { Failed = true }]);
        await log.FlushAsync();
        Assert.Equal([("a", false), ("b", false), ("c", false), ("b", true)], store.Written.Select(exposure => (exposure.Unit, exposure.Failed)));
    }

    [Fact]
    public async Task Record_MoreThanTheQueueHolds_DropsAndCountsAndReturns()
    {
        log.Record(Enumerable.Range(0, ExposureLog.QueueLength + 7).Select(i => Of($"u{i}")));
        Assert.Equal(7, log.Dropped);
        await log.FlushAsync();
        Assert.Equal(ExposureLog.QueueLength, store.Written.Count);
    }

    [Fact]
    public async Task RunAsync_StoreThatFails_WritesTheBatchAgain()
    {
        using var stop = new CancellationTokenSource();
        store.Failures = 2;
        log.Record([Of("a")]);
        var running = log.RunAsync(stop.Token);
        while (!store.Wrote.Task.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await running;
        Assert.Equal(("a", 0), (Assert.Single(store.Written).Unit, log.Dropped));
    }

    [Fact]
    public async Task RunAsync_ToldToStop_WritesWhatIsLeft()
    {
        log.Record([Of("a")]);
        await log.RunAsync(new CancellationToken(true));
        Assert.Single(store.Written);
    }

    private static Exposure Of(string unit) => new("e", unit, "b", "fake-2", 0, 1, false, Trials.Time);

    private sealed class FakeStore : IExposureStore
    {
        public List<Exposure> Written { get; } = [];

        public int Failures { get; set; }

        public TaskCompletionSource Wrote { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<int> RecordAsync(IReadOnlyCollection<Exposure> exposures, CancellationToken cancellationToken)
        {
            if (Failures-- > 0) throw new IOException("The disk is full.");
            Written.AddRange(exposures);
            Wrote.TrySetResult();
            return Task.FromResult(exposures.Count);
        }

        public Task<Exposure?> FindAsync(string experimentId, string unit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<ExposureCount>> CountAsync(string experimentId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> DeleteSomeAsync(string experimentId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
