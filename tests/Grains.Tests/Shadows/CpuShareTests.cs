using Cluster.Grains.Shadows;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Shadows;

public sealed class CpuShareTests
{
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.5, 3)]
    [InlineData(0.99, 4)]
    public void Spend_OverAnyWindow_HoldsWorkToTheShareAndOneBurstAndOnePiece(double share, int seed)
    {
        var clock = new FakeTimeProvider();
        var cpu = new CpuShare(share, Burst, clock);
        var random = new Random(seed);
        var pieces = new List<(double End, double Work)>();
        var longest = 0.0;
        for (var i = 0; i < 400; i++)
        {
            // Idle now and then, for longer than any debt lasts.
            if (random.Next(20) == 0) clock.Advance(TimeSpan.FromSeconds(30));
            var work = TimeSpan.FromTicks((long)(random.NextDouble() * random.Next(1, 200) * TimeSpan.TicksPerMillisecond));
            clock.Advance(work);
            pieces.Add((clock.GetUtcNow().Ticks / 1e7, work.TotalSeconds));
            longest = Math.Max(longest, work.TotalSeconds);
            clock.Advance(cpu.Spend(work));
        }

        for (var from = 0; from < pieces.Count; from++)
        {
            var worked = 0.0;
            var begun = pieces[from].End - pieces[from].Work;
            for (var to = from; to < pieces.Count; to++)
            {
                worked += pieces[to].Work;
                Assert.InRange(worked, 0, (share * (pieces[to].End - begun)) + Burst.TotalSeconds + longest + 1e-3);
            }
        }
    }

    [Fact]
    public void Spend_OfWorkWithoutEnd_TakesItsShareAndNoLess()
    {
        var clock = new FakeTimeProvider();
        var cpu = new CpuShare(0.25, Burst, clock);
        var start = clock.GetTimestamp();
        var work = TimeSpan.FromMilliseconds(2);
        for (var i = 0; i < 5000; i++)
        {
            clock.Advance(work);
            clock.Advance(cpu.Spend(work));
        }

        Assert.Equal(0.25, 5000 * work / clock.GetElapsedTime(start), 2);
    }

    [Fact]
    public void Spend_OfAWholeCore_NeverPauses()
    {
        var cpu = new CpuShare(1, Burst, new FakeTimeProvider());
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(TimeSpan.Zero, cpu.Spend(TimeSpan.FromSeconds(1))));
    }
}
