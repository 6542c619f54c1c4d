using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Catalog.Tests.Postgres;

/// <summary>Silos whose own clocks are wrong: what they hold and take goes by the server's clock.</summary>
[Trait("Provider", "Postgres")]
public sealed class ServerClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private readonly PostgresFixture fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await fixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task WrongClocks_NeitherStealNorHoldLeases(int hours)
    {
        await using var right = PostgresCatalog.OnServerTime(fixture.Options, TimeProvider.System);
        await using var wrong = PostgresCatalog.OnServerTime(fixture.Options, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(hours)));
        var spec = new BackfillSpec { Source = "/music" };
        await right.Backfills.CreateAsync(new BackfillJob { Id = "j", Spec = spec, State = JobState.Queued, CreatedAt = TimeProvider.System.GetUtcNow() }, Token);

        // Not stolen, whoever of the two holds it.
        var held = await (hours < 0 ? right : wrong).Backfills.ClaimListingAsync("holder", Lease, Token);
        Assert.NotNull(held);
        Assert.Null(await (hours < 0 ? wrong : right).Backfills.ClaimListingAsync("other", Lease, Token));

        // And not held for longer than it may be: at most a lease after the server's now, and a second for the way.
        Assert.Equal(1, await fixture.RunAsync(
            $"SELECT COUNT(*) FROM backfill_job WHERE listing_until BETWEEN EXTRACT(EPOCH FROM now()) * 1e7 AND (EXTRACT(EPOCH FROM now()) + {Lease.TotalSeconds + 1}) * 1e7"));
    }

    [Fact]
    public void BetweenTwoLooks_TimeGoesOnWhateverThisMachinesClockSays()
    {
        var local = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var clock = new ServerClock(local);
        Assert.Equal(local.GetUtcNow(), clock.GetUtcNow());
        var server = local.GetUtcNow().AddHours(3);
        clock.Take(server);
        local.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(server.AddSeconds(2), clock.GetUtcNow());

        // A jump of the wall clock only; the monotonic one stands.
        var before = local.GetTimestamp();
        local.AdjustTime(local.GetUtcNow().AddHours(-1));
        Assert.Equal(server.AddSeconds(2) + local.GetElapsedTime(before), clock.GetUtcNow());
    }
}
