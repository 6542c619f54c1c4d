using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Backfills;

namespace Cluster.Catalog.Tests.Compliance;

public abstract partial class BackfillStoreCompliance
{
    [Fact]
    public async Task Sweep_AJobThatEndedLongAgo_LosesItsItemsAndKeepsItsCounts()
    {
        var job = await EndedAsync("j", JobState.CompletedWithErrors);
        Assert.Equal((new JobCounts(9, 6, 1, 1, 1), 60.0), (job.Counts, job.AudioSeconds));
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(2, await Store.SweepAsync(Clock.GetUtcNow().AddDays(-1), 100, Token));
        Assert.Equal(job, await Store.FindAsync("j", Token));
        Assert.Equal(job, (await Store.ListAsync(null, 1, Token)).Items[0]);

        // The chunk with the failed item is whole, and can be tried again.
        Assert.Equal(Sample.Items(3, 3).Select(item => item.Item), await ItemsAsync("j"));
        Assert.Single(await ItemsAsync("j", ItemState.Failed));
        await Store.TransitionAsync("j", [JobState.CompletedWithErrors], JobState.Running, null, Token);
        Assert.Equal(1, await Store.ReopenFailedAsync("j", Token));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        Assert.Equal(JobState.Running, await Store.CommitAsync(lease, [Sample.Tagged(Assert.Single(lease.Items), 10)], Token));
        Assert.True(await Store.IsDrainedAsync("j", Token));
        var again = (await Store.TransitionAsync("j", [JobState.Running], JobState.Completed, null, Token))!;
        Assert.Equal((new JobCounts(9, 7, 1, 0, 1), 70.0), (again.Counts, again.AudioSeconds));

        // When that is long ago, nothing is left of it but its counts. The tracks are no part of it.
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await Store.SweepAsync(Clock.GetUtcNow().AddDays(-1), 100, Token));
        Assert.Empty(await ItemsAsync("j"));
        Assert.Equal(again, await Store.FindAsync("j", Token));
        Assert.NotNull(await Tracks.FindAsync(Sample.Items(0, 1)[0].TrackId, Token));
        Assert.Equal(0, await Store.SweepAsync(Clock.GetUtcNow(), 100, Token));
    }

    [Fact]
    public async Task Sweep_JobsThatGoOnOrEndedLately_AreLeftAlone()
    {
        foreach (var state in (JobState[])[JobState.Running, JobState.Paused]) await EndedAsync($"{state}", state);
        var early = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromDays(2));
        await EndedAsync("late", JobState.Completed);
        Assert.Equal(0, await Store.SweepAsync(early.AddDays(1), 100, Token));
        foreach (var job in (string[])["Running", "Paused", "late"]) Assert.Equal(9, (await ItemsAsync(job)).Count);
    }

    [Fact]
    public async Task Sweep_AJobWhoseListingFailed_IsLeftForIt()
    {
        await ListAsync("j", Sample.Items(0, 3));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        await Store.CommitAsync(lease, [.. lease.Items.Select(item => Sample.Tagged(item))], Token);
        await Store.TransitionAsync("j", [JobState.Running], JobState.Failed, "the source is gone", Token);
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await Store.SweepAsync(Clock.GetUtcNow(), 100, Token));
        Assert.Equal(3, (await ItemsAsync("j")).Count);
    }

    [Fact]
    public async Task Sweep_ACancelledJob_KeepsWhatWasNeverDone()
    {
        Assert.True(await Store.CompleteListingAsync(await ListAsync("j", Sample.Items(0, 3), Sample.Items(3, 3)), Token));
        var lease = (await Store.ClaimChunkAsync("w", Lease, Token))!;
        await Store.CommitAsync(lease, [.. lease.Items.Select(item => Sample.Tagged(item))], Token);
        var job = await Store.TransitionAsync("j", [JobState.Running], JobState.Cancelled, null, Token);
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await Store.SweepAsync(Clock.GetUtcNow(), 100, Token));
        Assert.Equal(job, await Store.FindAsync("j", Token));
        Assert.Equal(Sample.Items(3, 3).Select(item => item.Item), await ItemsAsync("j"));
    }

    [Fact]
    public async Task Sweep_BySeveralAtOnce_CountsEveryChunkOnce()
    {
        Assert.True(await Store.CompleteListingAsync(await ListAsync("j", [.. Enumerable.Range(0, 40).Select(i => Sample.Items(i * 2, 2))]), Token));
        while (await Store.ClaimChunkAsync("w", Lease, Token) is { } lease) await Store.CommitAsync(lease, [.. lease.Items.Select(item => Sample.Tagged(item))], Token);
        var job = await Store.TransitionAsync("j", [JobState.Running], JobState.Completed, null, Token);
        Clock.Advance(TimeSpan.FromDays(2));
        var other = OpenAnother().Backfills;
        var swept = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? Store : other).SweepAsync(Clock.GetUtcNow(), 5, Token)));
        Assert.All(swept, count => Assert.InRange(count, 0, 5));
        Assert.Equal(40, swept.Sum());
        Assert.Equal(job, await Store.FindAsync("j", Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.SweepAsync(Clock.GetUtcNow(), 0, Token));
    }

    // Three chunks of three items: the first has one out of the domain, the second a failed and an unchanged one, the third a planned one.
    private async Task<BackfillJob> EndedAsync(string id, JobState state)
    {
        Assert.True(await Store.CompleteListingAsync(await ListAsync(id, Sample.Items(0, 3), Sample.Items(3, 3), Sample.Items(6, 3)), Token));
        while (await Store.ClaimChunkAsync("w", Lease, Token) is { } lease) await Store.CommitAsync(lease, [.. lease.Items.Select(ResultOf)], Token);
        return (await Store.TransitionAsync(id, [JobState.Running], state, null, Token) ?? await Store.FindAsync(id, Token))!;

        static ItemResult ResultOf(PendingItem item) => item.Number switch
        {
            0 => OutOfDomain(Sample.Tagged(item, 10)),
            3 => Sample.Failed(item),
            4 => new ItemResult(item.Number, ItemState.Unchanged, null, null, 0, null),
            8 => new ItemResult(item.Number, ItemState.Planned, null, null, 0, null),
            _ => Sample.Tagged(item, 10),
        };
    }

    private static ItemResult OutOfDomain(ItemResult result)
    {
        var emotion = result.Track!.Emotion!;
        return result with { Track = result.Track with { Emotion = emotion with { Prediction = emotion.Prediction.ToReview(ReviewReason.OutOfDomain) } } };
    }
}
