using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every work queue of backfills keeps to: jobs, listing, lists. Chunks follow in the other part.</summary>
public abstract partial class BackfillStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>The queue.</summary>
    private IBackfillStore Store => Catalog.Backfills;

    /// <summary>The tracks in the same catalogue.</summary>
    private ITrackStore Tracks => Catalog.Tracks;

    [Fact]
    public async Task Create_NewJob_ComesBackWhole()
    {
        var job = Sample.Job("iş/1 'ç'", force: true);
        Assert.Equal(job, await Store.CreateAsync(job, Token));
        Assert.Equal(job, await OpenAnother().Backfills.FindAsync(job.Id, Token));
        Assert.Null(await Store.FindAsync("none", Token));
    }

    [Fact]
    public async Task Create_IdThatIsTaken_ReturnsTheStoredJob()
    {
        var first = await Store.CreateAsync(Sample.Job("j"), Token);
        var again = await Store.CreateAsync(Sample.Job("j", force: true), Token);
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Transition_FromAnotherState_ChangesNothing()
    {
        var job = await Store.CreateAsync(Sample.Job("j"), Token);
        Assert.Equal(job, await Store.TransitionAsync("j", [JobState.Running, JobState.Paused], JobState.Cancelled, "e", Token));
        Assert.Null(await Store.TransitionAsync("none", [JobState.Queued], JobState.Running, null, Token));
    }

    [Fact]
    public async Task Transition_ThroughALife_SetsTheTimes()
    {
        await Store.CreateAsync(Sample.Job("j"), Token);
        var started = Clock.GetUtcNow();
        var running = await Store.TransitionAsync("j", [JobState.Queued], JobState.Running, null, Token);
        Assert.Equal((JobState.Running, started, null), (running!.State, running.StartedAt, running.FinishedAt));
        Clock.Advance(TimeSpan.FromHours(1));
        var failed = await Store.TransitionAsync("j", [JobState.Running], JobState.Failed, "the source is gone", Token);
        Assert.Equal((started, started.AddHours(1), "the source is gone"), (failed!.StartedAt, failed.FinishedAt, failed.Error));
        Clock.Advance(TimeSpan.FromHours(1));
        var again = await Store.TransitionAsync("j", [JobState.Failed], JobState.Running, null, Token);
        Assert.Equal((started, null, null), (again!.StartedAt, again.FinishedAt, again.Error));
        Assert.Equal(again, await Store.FindAsync("j", Token));
    }

    [Fact]
    public async Task Transition_ManyRace_OneWins()
    {
        await Store.CreateAsync(Sample.Job("j", JobState.Running), Token);
        var other = OpenAnother().Backfills;
        JobState[] targets = [JobState.Paused, JobState.Cancelled, JobState.Completed, JobState.Failed];
        var outcomes = await Task.WhenAll(targets.Select(async (to, i) => (to, Job: await (i % 2 == 0 ? Store : other).TransitionAsync("j", [JobState.Running], to, null, Token))));
        var final = (await Store.FindAsync("j", Token))!.State;
        Assert.All(outcomes, outcome => Assert.Equal(final, outcome.Job!.State));
        Assert.Contains(final, targets);
    }

    [Fact]
    public async Task List_Jobs_NewestFirstPageByPage()
    {
        for (var i = 0; i < 7; i++) await Store.CreateAsync(Sample.Job("j" + i, (JobState)i), Token);
        var ids = new List<string>();
        var page = await Store.ListAsync(null, 3, Token);
        ids.AddRange(page.Items.Select(job => job.Id));
        while (page.NextCursor is not null)
        {
            page = await Store.ListAsync(page.NextCursor, 3, Token);
            ids.AddRange(page.Items.Select(job => job.Id));
        }

        Assert.Equal(["j6", "j5", "j4", "j3", "j2", "j1", "j0"], ids);
        Assert.Equal(["j0", "j1"], (await Store.ListActiveAsync(Token)).Select(job => job.Id));
        await Assert.ThrowsAsync<FormatException>(() => Store.ListAsync("nonsense", 3, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.ListAsync(null, 0, Token));
    }

    [Fact]
    public async Task ClaimListing_QueuedJob_RunsAndIsHeldOnce()
    {
        await Store.CreateAsync(Sample.Job("a"), Token);
        await Store.CreateAsync(Sample.Job("b"), Token);
        await Store.CreateAsync(Sample.Job("c", JobState.Paused), Token);
        var claims = await Task.WhenAll(Store.ClaimListingAsync("w1", Lease, Token), OpenAnother().Backfills.ClaimListingAsync("w2", Lease, Token));
        Assert.Equal(["a", "b"], claims.Select(lease => lease!.JobId).Order());
        Assert.Null(await Store.ClaimListingAsync("w3", Lease, Token));
        var job = await Store.FindAsync("a", Token);
        Assert.Equal((JobState.Running, Clock.GetUtcNow()), (job!.State, job.StartedAt));
        Assert.Equal(job.Spec, claims.Single(lease => lease!.JobId == "a")!.Spec);
    }

    [Fact]
    public async Task Listing_LeaseRunsOut_SomebodyElseStartsOver()
    {
        await Store.CreateAsync(Sample.Job("j"), Token);
        var first = (await Store.ClaimListingAsync("w1", Lease, Token))!;
        Assert.True(await Store.AppendItemsAsync(first, Sample.Items(0, 10), Token));
        Clock.Advance(Lease / 2);
        Assert.True(await Store.AppendItemsAsync(first, Sample.Items(10, 10), Token));
        Clock.Advance(Lease - TimeSpan.FromTicks(1));
        Assert.Null(await Store.ClaimListingAsync("w2", Lease, Token));
        Clock.Advance(TimeSpan.FromTicks(1));
        var second = (await Store.ClaimListingAsync("w2", Lease, Token))!;
        Assert.True(second.Token > first.Token);
        Assert.False(await Store.AppendItemsAsync(first, Sample.Items(20, 10), Token));
        Assert.False(await Store.CompleteListingAsync(first, Token));
        Assert.True(await Store.AppendItemsAsync(second, Sample.Items(0, 25), Token));
        Assert.True(await Store.CompleteListingAsync(second, Token));
        var job = await Store.FindAsync("j", Token);
        Assert.Equal((true, 25L), (job!.Listed, job.Counts.Total));
        Assert.Equal(Sample.Items(0, 25).Select(item => item.Item), await ItemsAsync("j"));
        Assert.Null(await Store.ClaimListingAsync("w3", Lease, Token));
        Assert.False(await Store.AppendItemsAsync(second, Sample.Items(30, 1), Token));
    }

    [Theory]
    [InlineData(JobState.Paused)]
    [InlineData(JobState.Cancelled)]
    public async Task Append_JobNoLongerRuns_StopsTheListing(JobState state)
    {
        await Store.CreateAsync(Sample.Job("j"), Token);
        var lease = (await Store.ClaimListingAsync("w", Lease, Token))!;
        await Store.TransitionAsync("j", [JobState.Running], state, null, Token);
        Assert.False(await Store.AppendItemsAsync(lease, Sample.Items(0, 3), Token));
        Assert.Equal(0, (await Store.FindAsync("j", Token))!.Counts.Total);
        Assert.Null(await Store.ClaimListingAsync("w", Lease, Token));
        await Store.TransitionAsync("j", [state], JobState.Running, null, Token);
        Assert.Equal("j", (await Store.ClaimListingAsync("w2", Lease, Token))!.JobId);
    }

    [Fact]
    public async Task Append_TrackIdThatIsTaken_LaterItemFailsAndNamesTheFirst()
    {
        var lease = await ListAsync("j", [Sample.Item(0, "same"), Sample.Item(1), Sample.Item(2, "same")]);
        Assert.True(await Store.AppendItemsAsync(lease, [Sample.Item(3, "same"), Sample.Item(0, "same")], Token));
        var failed = await Store.ListItemsAsync("j", ItemState.Failed, null, 10, Token);
        Assert.Equal([Sample.Item(2).Item, Sample.Item(3).Item], failed.Items.Select(item => item.Item));
        Assert.All(failed.Items, item => Assert.Contains($"'{Sample.Item(0).Item}'", item.Error, StringComparison.Ordinal));
        var counts = (await Store.FindAsync("j", Token))!.Counts;
        Assert.Equal((4, 2, 2), (counts.Total, counts.Failed, counts.Pending));
    }

    [Fact]
    public async Task Append_BadEntries_AreFailedAndNeverClaimed()
    {
        await ListAsync("j", [Sample.Item(0, error: "line 3: no path"), Sample.Item(1, trackId: ""), Sample.Item(2, trackId: "a\tb"), Sample.Item(3, trackId: "")]);
        Assert.Null(await Store.ClaimChunkAsync("w", Lease, Token));
        var items = (await Store.ListItemsAsync("j", null, null, 10, Token)).Items;
        Assert.All(items, item => Assert.Equal(ItemState.Failed, item.State));
        Assert.Equal("line 3: no path", items[0].Error);
        Assert.Contains("U+0009", items[2].Error, StringComparison.Ordinal);
        Assert.Equal(0, await Store.ReopenFailedAsync("j", Token));
    }

    [Fact]
    public async Task ListItems_ByState_PageByPageInTheSourcesOrder()
    {
        await ListAsync("j", Sample.Items(0, 10), Sample.Items(10, 10), Sample.Items(20, 10));
        for (var chunk = 0; chunk < 2; chunk++)
        {
            var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
            await Store.CommitAsync(lease, [.. lease.Items.Take(9).Select(item => item.Number % 3 == 0 ? Sample.Failed(item) : Sample.Tagged(item))], Token);
        }

        Assert.Equal(Sample.Items(0, 30).Select(item => item.Item), await ItemsAsync("j", limit: 4));
        Assert.Equal(6, (await ItemsAsync("j", ItemState.Failed, 2)).Count);
        Assert.Equal(12, (await ItemsAsync("j", ItemState.Tagged, 3)).Count);
        Assert.Equal([9, 19, .. Enumerable.Range(20, 10)], (await ItemsAsync("j", ItemState.Pending, 5)).Select(item => int.Parse(item.AsSpan(6, 6))));
        Assert.Empty(await ItemsAsync("j", ItemState.Unchanged, 5));
        Assert.Empty((await Store.ListItemsAsync("none", null, null, 5, Token)).Items);
        var cursor = (await Store.ListItemsAsync("j", ItemState.Failed, null, 2, Token)).NextCursor;
        await Assert.ThrowsAsync<FormatException>(() => Store.ListItemsAsync("j", ItemState.Tagged, cursor, 2, Token));
        await Assert.ThrowsAsync<FormatException>(() => Store.ListItemsAsync("other", ItemState.Failed, cursor, 2, Token));
    }

    private async Task<ListingLease> ListAsync(string job, params IReadOnlyList<ListedItem>[] chunks)
    {
        await Store.CreateAsync(Sample.Job(job), Token);
        var lease = (await Store.ClaimListingAsync("lister", Lease, Token))!;
        Assert.Equal(job, lease.JobId);
        foreach (var chunk in chunks) Assert.True(await Store.AppendItemsAsync(lease, chunk, Token));
        return lease;
    }

    private async Task<List<string>> ItemsAsync(string job, ItemState? state = null, int limit = 1000)
    {
        var items = new List<string>();
        var page = new Page<BackfillItem>([], null);
        do
        {
            page = await Store.ListItemsAsync(job, state, page.NextCursor, limit, Token);
            items.AddRange(page.Items.Select(item => item.Item));
        }
        while (page.NextCursor is not null);
        return items;
    }
}
