using System.Collections.Concurrent;
using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>Many workers of several processes at once.</summary>
public abstract partial class BackfillStoreCompliance
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Work_ManyWorkersSomeOfWhichDie_EveryItemHasOneResult(int seed)
    {
        const int Items = 60;
        string[] jobs = ["j0", "j1", "j2"];

        // The jobs share their tracks, so that commits meet on the tracks' rows too.
        foreach (var job in jobs) await Store.CompleteListingAsync(await ListAsync(job, [.. Sample.Items(0, Items).Chunk(5)]), Token);
        ICatalog[] processes = [Catalog, OpenAnother(), OpenAnother()];
        var claimed = new ConcurrentDictionary<(string Job, long Chunk, long Token), bool>();
        var written = new ConcurrentDictionary<string, int>();

        var alive = new Living();
        var dead = new ConcurrentQueue<ChunkLease>();
        await Task.WhenAll(Enumerable.Range(0, 18).Select(worker => Task.Run(() => WorkAsync(processes[worker % 3].Backfills, new Random((seed * 1000) + worker), jobs, claimed, written, alive, dead))));

        foreach (var job in jobs)
        {
            Assert.True(await Store.IsDrainedAsync(job, Token));
            Assert.Equal(new JobCounts(Items, Items, 0, 0), (await Store.FindAsync(job, Token))!.Counts);
            Assert.All((await Store.ListItemsAsync(job, null, null, 1000, Token)).Items, item => Assert.True(item is { State: ItemState.Tagged, Attempts: >= 1 }));
        }

        // A track's version counts what was written to it: one result of each job, and nothing twice.
        foreach (var item in Sample.Items(0, Items)) Assert.Equal(jobs.Length, await Tracks.FindVersionAsync(item.TrackId, Token));
        Assert.Equal(jobs.Length * Items, written.Values.Sum());
    }

    [Fact]
    public async Task Create_ManyAtOnce_IsOneJob()
    {
        var other = OpenAnother().Backfills;
        var created = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? Store : other).CreateAsync(Sample.Job("j", force: i % 3 == 0), Token)));
        Assert.Single(created.Distinct());
        Assert.Single((await Store.ListAsync(null, 10, Token)).Items);
    }

    [Fact]
    public async Task Append_LongAndStrangeTexts_DoNotStopTheListing()
    {
        var strange = new TrackMetadata { Title = "null \0 and half \ud83d of a pair", Artist = new string('ş', 5000), Genre = new string('x', 3000) };
        var items = Enumerable.Range(0, 3).Select(i => new ListedItem(new string((char)('a' + i), 4000), "/music/" + i, "t" + i, strange)).ToList();
        await ListAsync("j", items, items);
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        Assert.Equal(items.Select(item => item.Item), lease.Items.Select(item => item.Listed.Item));
        var track = Sample.Track(lease.Items[0].Listed.TrackId) with { Metadata = lease.Items[0].Listed.Metadata };
        Assert.Equal(JobState.Running, await Store.CommitAsync(lease, [Sample.Tagged(lease.Items[0]) with { Track = track }], Token));
        var found = await Tracks.SearchAsync(new TrackQuery { Artist = strange.Artist, Genre = strange.Genre }, Token);
        Assert.Equal(track.TrackId, Assert.Single(found.Items).TrackId);
        Assert.Empty((await Tracks.SearchAsync(new TrackQuery { Artist = strange.Artist[1..] }, Token)).Items);
    }

    private async Task WorkAsync(
        IBackfillStore store, Random random, string[] jobs, ConcurrentDictionary<(string Job, long Chunk, long Token), bool> claimed, ConcurrentDictionary<string, int> written, Living alive,
        ConcurrentQueue<ChunkLease> dead)
    {
        while (true)
        {
            // Somebody was only taken for dead, and commits late: it counts where nobody else has the chunk yet.
            if (random.Next(3) == 0 && dead.TryDequeue(out var late)) await CommitAsync(store, late, late.Items, random, written);

            await alive.EnterAsync();
            if (await store.ClaimChunkAsync($"w{random.Next()}", Lease, Token) is not { } lease)
            {
                alive.Leave();
                if ((await Task.WhenAll(jobs.Select(job => store.IsDrainedAsync(job, Token)))).All(drained => drained)) return;

                // What is left is held by the dead: time passes, and they lose it. The living do not.
                if (!alive.TryWhileNobody(() => Clock.Advance(Lease))) await Task.Yield();
                continue;
            }

            Assert.True(claimed.TryAdd((lease.JobId, lease.ChunkId, lease.Token), true), $"Chunk {lease.ChunkId} of {lease.JobId} was given twice with token {lease.Token}.");

            // No item is alone when its worker dies as often as it takes to condemn it: so nothing at all may be condemned, however many die.
            var outcome = lease.Items is [{ Attempts: >= PoisonRules.MaxAlone - 1 }] ? 4 : random.Next(5);
            if (outcome == 0) dead.Enqueue(lease);
            if (outcome > 1) await CommitAsync(store, lease, [.. outcome == 2 ? lease.Items.Take(random.Next(1, 4)) : lease.Items], random, written);
            if (outcome > 0) await store.ReleaseAsync(lease, Token);
            alive.Leave();
        }
    }

    private static async Task CommitAsync(IBackfillStore store, ChunkLease lease, IReadOnlyList<PendingItem> done, Random random, ConcurrentDictionary<string, int> written)
    {
        ItemResult[] results = [.. done.OrderBy(_ => random.Next()).Select(item => Sample.Tagged(item) with { Content = Sample.Content() })];
        if (await store.CommitAsync(lease, results, Token) is null) return;
        foreach (var result in results) written.AddOrUpdate($"{lease.JobId}/{result.Number}", 1, (_, before) => before + 1);
        Assert.DoesNotContain(results, result => written[$"{lease.JobId}/{result.Number}"] > 1);
    }

    /// <summary>Workers that live and may hold a lease; time passes only while there is none.</summary>
    private sealed class Living
    {
        private const int Closed = -1;
        private int count;

        public async Task EnterAsync()
        {
            while (Volatile.Read(ref count) is var now && (now == Closed || Interlocked.CompareExchange(ref count, now + 1, now) != now)) await Task.Yield();
        }

        public void Leave() => Interlocked.Decrement(ref count);

        public bool TryWhileNobody(Action action)
        {
            if (Interlocked.CompareExchange(ref count, Closed, 0) != 0) return false;
            action();
            Volatile.Write(ref count, 0);
            return true;
        }
    }
}
