using Cluster.Grains.Sweeping;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Sweeping;

public sealed class SweepLoopTests
{
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_EveryHour_SweepsWithEachAlsoWhenOneFails()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var (broken, sound) = (new Sweeper(() => throw new InvalidOperationException("broken")), new Sweeper(() => 3));
        var running = new SweepLoop([broken, sound], clock, NullLogger<SweepLoop>.Instance).RunAsync(stop.Token);
        await sound.Swept.WaitAsync(Cancel);
        clock.Advance(SweepLoop.Period);
        await sound.Swept.WaitAsync(Cancel);
        Assert.Equal((2, 2), (broken.Calls, sound.Calls));
        await stop.CancelAsync();
        await running;
        clock.Advance(SweepLoop.Period);
        Assert.Equal((2, 2), (broken.Calls, sound.Calls));
    }

    [Theory]
    [InlineData(new[] { 2, 2, 1, 2 }, 5)]
    [InlineData(new[] { 2, 0, 2 }, 2)]
    [InlineData(new[] { 0, 2 }, 0)]
    public async Task Delete_BatchByBatch_EndsWithTheFirstThatIsNotFull(int[] batches, long expected)
    {
        var next = 0;
        Assert.Equal(expected, await Batches.DeleteAsync(2, () => Task.FromResult(batches[next++])));
    }

    private sealed class Sweeper(Func<long> sweep) : ISweeper
    {
        public SemaphoreSlim Swept { get; } = new(0);

        public int Calls { get; private set; }

        public Task<long> SweepAsync(CancellationToken cancellationToken)
        {
            Calls++;
            Swept.Release();
            return Task.FromResult(sweep());
        }
    }
}
