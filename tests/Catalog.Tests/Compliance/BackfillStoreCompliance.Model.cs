using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;

namespace Cluster.Catalog.Tests.Compliance;

public abstract partial class BackfillStoreCompliance
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task RandomCalls_AlwaysAgreeWithTheModel(int seed)
    {
        var random = new Random(seed);
        var model = new QueueModel(Lease);
        var stores = (IBackfillStore[])[Store, OpenAnother().Backfills];
        var listing = await ListAsync("j");
        var held = new List<(ChunkLease Lease, int Chunk)>();
        for (var step = 0; step < 150; step++)
        {
            var store = stores[random.Next(stores.Length)];
            switch (random.Next(12))
            {
                case 0 or 1:
                    var listed = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(40)).Select(i => (Name: "n" + i, Track: "t" + i % 30)).ToList();
                    if (model.State != JobState.Running) break;
                    listing = await ReclaimListingAsync(listing);
                    Assert.True(await store.AppendItemsAsync(listing, [.. listed.Select(one => new ListedItem(one.Name, "/" + one.Name, one.Track, new()))], Token));
                    model.Append(listed);
                    break;
                case 2 or 3 or 4:
                    var lease = await store.ClaimChunkAsync("w", Lease, Token);
                    // The model is told the token, so that it knows who holds the chunk.
                    var claimed = model.Claim(lease?.Token * 1000 + lease?.ChunkId ?? 0, Clock.GetUtcNow());
                    Assert.Equal(claimed is null, lease is null);
                    if (lease is null) break;
                    Assert.Equal(claimed!.Value.Pending, lease.Items.Select(item => item.Number));
                    held.Add((lease, claimed.Value.Chunk));
                    break;
                case 5 or 6 or 7 when held.Count > 0:
                    var (work, chunk) = held[random.Next(held.Count)];
                    var results = work.Items.Where(_ => random.Next(2) == 0).Select(item => ResultOf(item, random)).ToList();
                    var state = await store.CommitAsync(work, results, Token);
                    Assert.Equal(model.Commit(chunk, TokenOf(work), [.. results.Select(r => (r.Number, r.State, r.AudioSeconds))]) ? model.State : null, state);
                    break;
                case 8 when held.Count > 0:
                    var (renewed, at) = held[random.Next(held.Count)];
                    Assert.Equal(model.Renew(at, TokenOf(renewed), Clock.GetUtcNow()) ? model.State : null, await store.RenewAsync(renewed, Lease, Token));
                    break;
                case 9 when held.Count > 0:
                    var (released, of) = held[random.Next(held.Count)];
                    await store.ReleaseAsync(released, Token);
                    model.Release(of, TokenOf(released));
                    break;
                case 10:
                    Clock.Advance(Lease * random.NextDouble());
                    break;
                case 11 when random.Next(3) == 0:
                    Assert.Equal(model.Reopen(), await store.ReopenFailedAsync("j", Token));
                    break;
                default:
                    var to = random.Next(3) == 0 ? JobState.Paused : JobState.Running;
                    await store.TransitionAsync("j", [JobState.Running, JobState.Paused], to, null, Token);
                    model.State = to;
                    break;
            }

            await AssertAgreesAsync(model, stores[random.Next(stores.Length)]);
        }

        foreach (var item in model.Items.Where(item => !item.Final))
        {
            // Exactly one write for each time that the item was tagged: none lost, none twice.
            Assert.Equal(item.Writes == 0 ? null : item.Writes, await Tracks.FindVersionAsync(item.Track, Token));
        }
    }

    private async Task<ListingLease> ReclaimListingAsync(ListingLease listing)
    {
        // Within its lease nobody else gets it; after that this worker takes it again.
        return await Store.ClaimListingAsync("lister", Lease, Token) ?? listing;
    }

    private async Task AssertAgreesAsync(QueueModel model, IBackfillStore store)
    {
        var job = (await store.FindAsync("j", Token))!;
        Assert.Equal(model.Counts, job.Counts);
        Assert.Equal(model.AudioSeconds, job.AudioSeconds, 6);
        Assert.Equal(model.State, job.State);
        var items = (await store.ListItemsAsync("j", null, null, 1000, Token)).Items;
        Assert.Equal(model.Items.Select(item => (item.Name, item.State, item.Attempts)), items.Select(item => (item.Item, item.State, item.Attempts)));
        var failed = (await store.ListItemsAsync("j", ItemState.Failed, null, 1000, Token)).Items;
        Assert.Equal(model.Items.Where(item => item.State == ItemState.Failed).Select(item => item.Name), failed.Select(item => item.Item));
    }

    private static long TokenOf(ChunkLease lease) => lease.Token * 1000 + lease.ChunkId;

    private static ItemResult ResultOf(PendingItem item, Random random) => random.Next(4) switch
    {
        0 => Sample.Failed(item),
        1 => new ItemResult(item.Number, ItemState.Unchanged, null, null, 0, null),
        2 => new ItemResult(item.Number, ItemState.Planned, null, null, 0, null),
        _ => Sample.Tagged(item, random.Next(1, 100) / 4.0),
    };
}
