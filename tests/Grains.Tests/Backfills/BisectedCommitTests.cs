using Cluster.Catalog;
using Cluster.Grains.Backfills;
using CsCheck;

namespace Cluster.Grains.Tests.Backfills;

public sealed class BisectedCommitTests
{
    [Fact]
    public Task RunAsync_WithAnyBadOnes_StoresTheOthersOnceAndGivesUpThose() => Gen.Bool.Array[1, 40].SampleAsync(async bad =>
    {
        var stored = new List<int>();
        var givenUp = new List<int>();
        await BisectedCommit.RunAsync(
            Enumerable.Range(0, bad.Length).ToList(),
            some =>
            {
                if (some.Any(number => bad[number])) throw new InvalidOperationException();
                stored.AddRange(some);
                return Task.FromResult(0);
            },
            (number, _) =>
            {
                givenUp.Add(number);
                return Task.FromResult(0);
            });
        return stored.SequenceEqual(Enumerable.Range(0, bad.Length).Where(number => !bad[number])) && givenUp.SequenceEqual(Enumerable.Range(0, bad.Length).Where(number => bad[number]));
    });

    [Fact]
    public async Task RunAsync_WhenTheStoreTakesNothing_GivesNobodyUp()
    {
        var calls = 0;
        await Assert.ThrowsAsync<TimeoutException>(() => BisectedCommit.RunAsync<int, int>([1, 2, 3, 4], _ => throw new IOException(), (_, _) =>
        {
            calls++;
            throw new TimeoutException();
        }));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task RunAsync_OfOneThatIsRefusedForAMoment_StoresIt()
    {
        var commits = 0;
        Assert.Equal(7, await BisectedCommit.RunAsync(
            [1], _ => ++commits == 1 ? throw new IOException() : Task.FromResult(7), (_, _) => throw new InvalidOperationException("it was given up")));
        Assert.Equal(2, commits);
    }

    [Fact]
    public async Task RunAsync_WhenTheStoreIsAway_GivesNobodyUp()
    {
        var commits = 0;
        await Assert.ThrowsAsync<CatalogException>(() => BisectedCommit.RunAsync<int, int>(
            [1, 2, 3, 4],
            _ =>
            {
                commits++;
                throw new CatalogException("away");
            },
            (_, _) => throw new InvalidOperationException("somebody was given up")));
        Assert.Equal(1, commits);
    }
}
