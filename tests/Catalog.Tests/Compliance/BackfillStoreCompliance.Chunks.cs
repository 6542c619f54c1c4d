using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Backfills;

namespace Cluster.Catalog.Tests.Compliance;

public abstract partial class BackfillStoreCompliance
{
    [Fact]
    public async Task ClaimChunk_ManyWorkers_GetDistinctChunks()
    {
        await ListAsync("j", [.. Enumerable.Range(0, 20).Select(i => Sample.Items(i * 3, 3))]);
        var other = OpenAnother().Backfills;
        var leases = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => (i % 2 == 0 ? Store : other).ClaimChunkAsync("w" + i, Lease, Token)));
        var held = leases.OfType<ChunkLease>().ToList();
        Assert.Equal(20, held.Count);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), held.Select(lease => lease.ChunkId).Order());
        Assert.Equal(Sample.Items(0, 60), held.OrderBy(lease => lease.ChunkId).SelectMany(lease => lease.Items).Select(item => item.Listed));
    }

    [Fact]
    public async Task ClaimChunk_OfSeveralJobs_SharesTheWorkers()
    {
        await ListAsync("old", [.. Enumerable.Range(0, 4).Select(i => Sample.Items(i, 1))]);
        await ListAsync("new", Sample.Items(0, 1), Sample.Items(1, 1));
        var jobs = new List<string?>();
        Assert.Equal(6, await Store.CountPendingAsync(Token));
        for (var i = 0; i < 7; i++) jobs.Add((await Store.ClaimChunkAsync("w", Lease, Token))?.JobId);
        Assert.Equal(["old", "new", "old", "new", "old", "old", null], jobs);
    }

    [Fact]
    public async Task ClaimChunk_OfAMoreUrgentJob_ComesFirst()
    {
        await ListAsync("old", Sample.Items(0, 1), Sample.Items(1, 1));
        await Store.CreateAsync(Sample.Job("urgent") with { Spec = Sample.Job("urgent").Spec with { Priority = BackfillSpec.MaxPriority } }, Token);
        await ListAsync("urgent", Sample.Items(0, 1), Sample.Items(1, 1));
        var jobs = new List<string?>();
        for (var i = 0; i < 4; i++) jobs.Add((await Store.ClaimChunkAsync("w", Lease, Token))?.JobId);
        Assert.Equal(["urgent", "urgent", "old", "old"], jobs);
        Assert.Equal(BackfillSpec.MaxPriority, (await Store.FindAsync("urgent", Token))!.Spec.Priority);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(8, 0)]
    [InlineData(8, 5)]
    [InlineData(13, 12)]
    public async Task ClaimChunk_ItemThatEndsItsWorker_IsFoundAndTheOthersGoOn(int count, int poison)
    {
        Assert.True(await Store.CompleteListingAsync(await ListAsync("j", Sample.Items(0, count)), Token));
        var deaths = 0;
        while (await Store.ClaimChunkAsync("w", Lease, Token) is { } lease)
        {
            if (lease.Items.Any(item => item.Number == poison))
            {
                // The process dies with nothing committed.
                deaths++;
                Assert.True(deaths < 20);
                Clock.Advance(Lease);
                continue;
            }

            await Store.CommitAsync(lease, [.. lease.Items.Select(item => Sample.Tagged(item))], Token);
            await Store.ReleaseAsync(lease, Token);
        }

        Assert.InRange(deaths, PoisonRules.MaxAlone, PoisonRules.MaxAlone + 1 + Math.ILogB(count));
        Assert.Equal(new JobCounts(count, count - 1, 0, 1), (await Store.FindAsync("j", Token))!.Counts);
        var dead = Assert.Single((await Store.ListItemsAsync("j", ItemState.Failed, null, 10, Token)).Items);
        Assert.Equal((PoisonRules.Reason, deaths), (dead.Error, dead.Attempts));
        Assert.True(await Store.IsDrainedAsync("j", Token));
        Assert.Equal(1, await Store.ReopenFailedAsync("j", Token));
        Assert.NotNull(await Store.ClaimChunkAsync("w", Lease, Token));
    }

    [Fact]
    public async Task ClaimChunk_GivenBackAgainAndAgain_BlamesNobody()
    {
        await ListAsync("j", Sample.Items(0, 4));
        for (var i = 0; i < 10; i++)
        {
            var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
            Assert.Equal(4, lease.Items.Count);
            Assert.All(lease.Items, item => Assert.Equal(0, item.Attempts));
            Clock.Advance(Lease);
            await Store.ReleaseAsync(lease, Token);
        }
    }

    [Theory]
    [InlineData(JobState.Paused)]
    [InlineData(JobState.Cancelled)]
    [InlineData(JobState.Failed)]
    public async Task ClaimChunk_JobDoesNotRun_IsNull(JobState state)
    {
        await ListAsync("j", Sample.Items(0, 2));
        await Store.TransitionAsync("j", [JobState.Running], state, null, Token);
        Assert.Null(await Store.ClaimChunkAsync("w", Lease, Token));
        await Store.TransitionAsync("j", [state], JobState.Running, null, Token);
        Assert.NotNull(await Store.ClaimChunkAsync("w", Lease, Token));
    }

    [Fact]
    public async Task Lease_RunsOut_SomebodyElseGoesOnAndTheLateCommitIsRefused()
    {
        await ListAsync("j", Sample.Items(0, 4));
        var late = (await Store.ClaimChunkAsync("w1", Lease, Token))!;
        Assert.Equal(JobState.Running, await Store.CommitAsync(late, [Sample.Tagged(late.Items[0]), Sample.Failed(late.Items[1])], Token));
        Clock.Advance(Lease - TimeSpan.FromTicks(1));
        Assert.Null(await Store.ClaimChunkAsync("w2", Lease, Token));
        Clock.Advance(TimeSpan.FromTicks(1));
        var next = (await OpenAnother().Backfills.ClaimChunkAsync("w2", Lease, Token))!;
        Assert.True(next.Token > late.Token);
        Assert.Equal(late.Items.Skip(2).Select(item => item with { Attempts = 1 }), next.Items);
        Assert.Null(await Store.CommitAsync(late, [Sample.Tagged(late.Items[2])], Token));
        Assert.Null(await Store.RenewAsync(late, Lease, Token));
        await Store.ReleaseAsync(late, Token);
        Assert.Null(await Tracks.FindVersionAsync(late.Items[2].Listed.TrackId, Token));
        Assert.Equal(JobState.Running, await Store.CommitAsync(next, [.. next.Items.Select(item => Sample.Tagged(item))], Token));
        var job = await Store.FindAsync("j", Token);
        Assert.Equal(new JobCounts(4, 3, 0, 1), job!.Counts);
        Assert.Equal(90, job.AudioSeconds);
        Assert.Equal(1, await Tracks.FindVersionAsync(late.Items[0].Listed.TrackId, Token));
    }

    [Fact]
    public async Task Lease_RanOutButNobodyClaimed_StillCommits()
    {
        await ListAsync("j", Sample.Items(0, 1));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        Clock.Advance(Lease * 2);
        Assert.Equal(JobState.Running, await Store.CommitAsync(lease, [Sample.Tagged(lease.Items[0])], Token));
    }

    [Fact]
    public async Task Renew_InTime_KeepsTheChunk()
    {
        await ListAsync("j", Sample.Items(0, 1));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        Clock.Advance(Lease * 0.9);
        Assert.Equal(JobState.Running, await Store.RenewAsync(lease, Lease, Token));
        Clock.Advance(Lease * 0.9);
        Assert.Null(await Store.ClaimChunkAsync("w2", Lease, Token));
        await Store.TransitionAsync("j", [JobState.Running], JobState.Paused, null, Token);
        Assert.Equal(JobState.Paused, await Store.RenewAsync(lease, Lease, Token));
    }

    [Fact]
    public async Task Release_HeldChunk_IsFreeAtOnceAndTheOldLeaseIsLost()
    {
        await ListAsync("j", Sample.Items(0, 2));
        var lease = (await Store.ClaimChunkAsync("w1", Lease, Token))!;
        await Store.ReleaseAsync(lease, Token);
        Assert.Null(await Store.CommitAsync(lease, [Sample.Tagged(lease.Items[0])], Token));
        Assert.Equal(lease.Items, (await Store.ClaimChunkAsync("w2", Lease, Token))!.Items);
    }

    [Theory]
    [InlineData(JobState.Paused)]
    [InlineData(JobState.Cancelled)]
    public async Task Commit_JobWasStopped_KeepsWhatWasDone(JobState state)
    {
        await ListAsync("j", Sample.Items(0, 2));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        await Store.TransitionAsync("j", [JobState.Running], state, null, Token);
        Assert.Equal(state, await Store.CommitAsync(lease, [Sample.Tagged(lease.Items[0])], Token));
        Assert.Equal(new JobCounts(2, 1, 0, 0), (await Store.FindAsync("j", Token))!.Counts);
        Assert.Equal(0, await Store.CountPendingAsync(Token));
        Assert.NotNull(await Tracks.FindAsync(lease.Items[0].Listed.TrackId, Token));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(2, 9)]
    public async Task ClaimChunk_ItemThatEndsItsProcess_CondemnsNothingThatDiesWithIt(int silos, int hands)
    {
        // Processes of several hands, the first of which takes chunks under suspicion. All hands of a process are at work when the poison strikes, and all die with it.
        const int Poison = 13;
        Assert.True(await Store.CompleteListingAsync(await ListAsync("j", [.. Sample.Items(0, 96).Chunk(8)]), Token));
        var deaths = 0;
        while (!await Store.IsDrainedAsync("j", Token))
        {
            var before = deaths;
            for (var silo = 0; silo < silos; silo++)
            {
                var held = new List<ChunkLease>();
                for (var hand = 0; hand < hands; hand++)
                {
                    if (await Store.ClaimChunkAsync($"silo {silo}.{deaths}", Lease, hand == 0, Token) is { } lease) held.Add(lease);
                }

                if (held.Exists(lease => lease.Items.Any(item => item.Number == Poison)))
                {
                    Assert.True(++deaths < 20);
                    continue;
                }

                foreach (var lease in held)
                {
                    await Store.CommitAsync(lease, [.. lease.Items.Select(item => Sample.Tagged(item))], Token);
                    await Store.ReleaseAsync(lease, Token);
                }
            }

            if (deaths > before) Clock.Advance(Lease);
        }

        var items = (await Store.ListItemsAsync("j", null, null, 1000, Token)).Items;
        Assert.Equal(Sample.Item(Poison).TrackId, Assert.Single(items, item => item.State == ItemState.Failed).TrackId);
        Assert.Equal(new JobCounts(96, 95, 0, 1), (await Store.FindAsync("j", Token))!.Counts);
        Assert.InRange(deaths, PoisonRules.MaxAlone, PoisonRules.MaxAlone + 1 + Math.ILogB(8));
    }

    [Fact]
    public async Task Commit_OfEveryDecision_CountsItOnce()
    {
        await ListAsync("j", Sample.Items(0, 5));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        var results = lease.Items.Select(item => Sample.Tagged(item)).ToArray();
        var emotion = results[1].Track!.Emotion!;
        results[1] = OutOfDomain(results[1]);
        foreach (var (number, decision) in ((int, TagDecision)[])[(0, TagDecision.Tagged), (2, TagDecision.TopTwo), (3, TagDecision.Review), (4, TagDecision.Review)])
            results[number] = results[number] with { Track = results[number].Track! with { Emotion = emotion with { Prediction = emotion.Prediction with { Decision = decision } } } };

        // What is committed again, or by a worker that lost its lease, counts no second time.
        await Store.CommitAsync(lease, results[..2], Token);
        await Store.CommitAsync(lease, results[..3], Token);
        Clock.Advance(Lease);
        var second = (await Store.ClaimChunkAsync("x", Lease, Token))!;
        Assert.Null(await Store.CommitAsync(lease, results, Token));
        await Store.CommitAsync(second, results, Token);
        var job = (await Store.FindAsync("j", Token))!;
        Assert.Equal((new JobCounts(5, 5, 0, 0, 1), new JobDecisions(1, 1, 3)), (job.Counts, job.Decisions));
    }

    [Fact]
    public async Task Commit_EveryState_IsCountedAndKept()
    {
        await ListAsync("j", Sample.Items(0, 4));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        var content = Sample.Content();
        await Store.CommitAsync(
            lease,
            [
                Sample.Tagged(lease.Items[0], 12.5) with { Content = content },
                new ItemResult(lease.Items[1].Number, ItemState.Unchanged, null, null, 0, null),
                Sample.Failed(lease.Items[2], "çözülemedi"),
                new ItemResult(lease.Items[3].Number, ItemState.Planned, null, null, 0, null),
            ],
            Token);
        var job = (await Store.FindAsync("j", Token))!;
        Assert.Equal((new JobCounts(4, 1, 1, 1), 1L, 12.5), (job.Counts, job.Counts.Pending, job.AudioSeconds));
        var items = (await Store.ListItemsAsync("j", null, null, 10, Token)).Items;
        Assert.Equal([ItemState.Tagged, ItemState.Unchanged, ItemState.Failed, ItemState.Planned], items.Select(item => item.State));
        Assert.Equal([null, null, "çözülemedi", null], items.Select(item => item.Error));
        Assert.All(items, item => Assert.Equal(1, item.Attempts));
        TrackAssert.Equal(
            Sample.Track(lease.Items[0].Listed.TrackId) with { Metadata = lease.Items[0].Listed.Metadata, Version = 1 },
            await Tracks.FindAsync(lease.Items[0].Listed.TrackId, Token));
        Assert.Equal(content.Audio, (await Tracks.FindContentAsync(content.Key, Token))!.Audio);
    }

    [Fact]
    public async Task Commit_StoredTrack_TakesItsPlaceAndKeepsMetadataThatItLacks()
    {
        await ListAsync("j", Sample.Items(0, 1));
        var id = Sample.Item(0).TrackId;
        await Tracks.SaveAsync(Sample.Track(id, clips: 5), null, Token);
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        await Store.CommitAsync(lease, [Sample.Tagged(lease.Items[0])], Token);
        var track = await Tracks.FindAsync(id, Token);
        TrackAssert.Equal(Sample.Track(id) with { Metadata = Sample.Track(id).Metadata.MergedWith(lease.Items[0].Listed.Metadata), Version = 2 }, track);
    }

    [Fact]
    public async Task Commit_SameResultAgain_ChangesNothing()
    {
        await ListAsync("j", Sample.Items(0, 2));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        var result = Sample.Tagged(lease.Items[0]);
        await Store.CommitAsync(lease, [result], Token);
        await Store.CommitAsync(lease, [result, result with { State = ItemState.Failed, Track = null, Error = "late" }], Token);
        var job = (await Store.FindAsync("j", Token))!;
        Assert.Equal((new JobCounts(2, 1, 0, 0), 30.0), (job.Counts, job.AudioSeconds));
        Assert.Equal(1, await Tracks.FindVersionAsync(lease.Items[0].Listed.TrackId, Token));
    }

    [Fact]
    public async Task Commit_OneBadResult_WritesNothing()
    {
        await ListAsync("j", Sample.Items(0, 2), Sample.Items(2, 1));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        var good = Sample.Tagged(lease.Items[0]);
        ItemResult[] bad =
        [
            good with { Number = 2 },
            Sample.Failed(lease.Items[1]) with { State = ItemState.Pending },
            Sample.Tagged(lease.Items[1]) with { Track = Sample.Track("another") },
            Sample.Tagged(lease.Items[1]) with { AudioSeconds = double.NaN },
        ];
        foreach (var one in bad) await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(lease, [good, one], Token));
        Assert.Equal(new JobCounts(3, 0, 0, 0), (await Store.FindAsync("j", Token))!.Counts);
        Assert.Null(await Tracks.FindAsync(lease.Items[0].Listed.TrackId, Token));
        Assert.Equal(JobState.Running, await Store.CommitAsync(lease, [good], Token));
    }

    [Fact]
    public async Task Drained_OnlyWhenListedAndEveryChunkIsComplete()
    {
        Assert.False(await Store.IsDrainedAsync("j", Token));
        var listing = await ListAsync("j", Sample.Items(0, 2));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        await Store.CommitAsync(lease, [Sample.Tagged(lease.Items[0])], Token);
        await Store.CompleteListingAsync(listing, Token);
        Assert.False(await Store.IsDrainedAsync("j", Token));
        await Store.CommitAsync(lease, [Sample.Failed(lease.Items[1])], Token);
        Assert.True(await Store.IsDrainedAsync("j", Token));
        Assert.Null(await Store.RenewAsync(lease, Lease, Token));
    }

    [Fact]
    public async Task Drained_EmptySource_OnceListed()
    {
        var listing = await ListAsync("j");
        Assert.False(await Store.IsDrainedAsync("j", Token));
        await Store.CompleteListingAsync(listing, Token);
        Assert.True(await Store.IsDrainedAsync("j", Token));
        Assert.Equal(default, (await Store.FindAsync("j", Token))!.Counts);
    }

    [Fact]
    public async Task ReopenFailed_OpensItsChunksAndKeepsAttempts()
    {
        var listing = await ListAsync("j", Sample.Items(0, 3), [Sample.Item(3), Sample.Item(4, Sample.Item(0).TrackId)]);
        await Store.CompleteListingAsync(listing, Token);
        while (await Store.ClaimChunkAsync("w", Lease, Token) is { } lease)
        {
            await Store.CommitAsync(lease, [.. lease.Items.Select(item => item.Number == 1 ? Sample.Failed(item) : Sample.Tagged(item))], Token);
        }

        Assert.True(await Store.IsDrainedAsync("j", Token));
        Assert.Equal(1, await Store.ReopenFailedAsync("j", Token));
        Assert.Equal(0, await Store.ReopenFailedAsync("none", Token));
        Assert.False(await Store.IsDrainedAsync("j", Token));
        Assert.Equal(new JobCounts(5, 3, 0, 1), (await Store.FindAsync("j", Token))!.Counts);
        var again = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        var item = Assert.Single(again.Items);
        Assert.Equal((1, 1), (item.Number, item.Attempts));
        await Store.CommitAsync(again, [Sample.Tagged(item)], Token);
        Assert.Equal(new JobCounts(5, 4, 0, 1), (await Store.FindAsync("j", Token))!.Counts);
        Assert.Equal([1, 2, 1, 1, 0], (await Store.ListItemsAsync("j", null, null, 10, Token)).Items.Select(one => one.Attempts));
        Assert.True(await Store.IsDrainedAsync("j", Token));
    }

    [Fact]
    public async Task Calls_CancelledBefore_ChangeNothing()
    {
        await ListAsync("j", Sample.Items(0, 1));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        var cancelled = new CancellationToken(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CommitAsync(lease, [Sample.Tagged(lease.Items[0])], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReleaseAsync(lease, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CreateAsync(Sample.Job("k"), cancelled));
        Assert.Equal(new JobCounts(1, 0, 0, 0), (await Store.FindAsync("j", Token))!.Counts);
        Assert.Null(await Store.FindAsync("k", Token));
        Assert.Equal(JobState.Running, await Store.RenewAsync(lease, Lease, Token));
    }
}
