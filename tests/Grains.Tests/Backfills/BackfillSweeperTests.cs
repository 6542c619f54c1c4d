using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Sqlite;
using Cluster.Grains.Backfills;
using Cluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Backfills;

public sealed class BackfillSweeperTests : IAsyncLifetime
{
    private const int Chunks = 230;
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SqliteCatalog catalog;

    public BackfillSweeperTests() => catalog = new SqliteCatalog(new CatalogOptions { DataFolder = folder.Combine("data") }, clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await catalog.MigrateAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await catalog.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Sweep_WhenTheDaysAreOver_DeletesAllChunksOfTheJob()
    {
        var job = await CompletedAsync();
        var sweeper = new BackfillSweeper(catalog.Backfills, new BackfillOptions { RetentionDays = 7 }, clock, NullLogger<BackfillSweeper>.Instance);
        clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await sweeper.SweepAsync(Cancel));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Chunks, await sweeper.SweepAsync(Cancel));
        Assert.Empty((await catalog.Backfills.ListItemsAsync("j", null, null, 10, Cancel)).Items);
        Assert.Equal(job, await catalog.Backfills.FindAsync("j", Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3651)]
    public void Options_DaysOutOfRange_AreNamed(int days) =>
        Assert.Contains($"Backfill:RetentionDays is {days}", Assert.Single(new BackfillOptions { RetentionDays = days }.Validate()), StringComparison.Ordinal);

    private async Task<BackfillJob> CompletedAsync()
    {
        var store = catalog.Backfills;
        await store.CreateAsync(new BackfillJob { Id = "j", Spec = new BackfillSpec { Source = folder.Path }, State = JobState.Queued, CreatedAt = clock.GetUtcNow() }, Cancel);
        var listing = (await store.ClaimListingAsync("lister", TimeSpan.FromMinutes(1), Cancel))!;
        for (var i = 0; i < Chunks; i++) await store.AppendItemsAsync(listing, [new ListedItem($"{i}.wav", $"/music/{i}.wav", $"t{i}", TrackMetadata.Empty)], Cancel);
        await store.CompleteListingAsync(listing, Cancel);
        while (await store.ClaimChunkAsync("w", TimeSpan.FromMinutes(1), Cancel) is { } lease)
            await store.CommitAsync(lease, [.. lease.Items.Select(item => new ItemResult(item.Number, ItemState.Unchanged, null, null, 0, null))], Cancel);
        return (await store.TransitionAsync("j", [JobState.Running], JobState.Completed, null, Cancel))!;
    }
}
