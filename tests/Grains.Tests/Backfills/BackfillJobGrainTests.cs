using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Tracks;
using Cluster.Grains.Tests.Support;

namespace Cluster.Grains.Tests.Backfills;

/// <summary>Jobs as they run: the job's grain and the silo's worker on one queue. A chunk has two items, and one chunk is worked on at a time.</summary>
public sealed class BackfillJobGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>, IDisposable
{
    private readonly string id = GrainCluster.Fresh("job");
    private readonly TaskCompletionSource hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IBackfillJobGrain Job => cluster.Job(id);

    private BackfillSpec Spec => new() { Source = cluster.Combine(id) };

    // A failed test must not hold the worker that the next one needs.
    public void Dispose() => hold.TrySetResult();

    [Fact]
    public async Task StartAsync_OnAFolder_TagsEveryFileOnce()
    {
        WriteAudio(5);
        var started = await StartAsync();
        Assert.Equal((CommandStatus.Done, id), (started.Status, started.Job!.Id));
        var job = await cluster.EndAsync(id);
        Assert.Equal((JobState.Completed, true, new JobCounts(5, 5, 0, 0), 150), (job.State, job.Listed, job.Counts, job.AudioSeconds));
        Assert.NotNull(job.StartedAt);
        Assert.NotNull(job.FinishedAt);
        var tracks = await cluster.Tracks.FindManyAsync([.. Enumerable.Range(0, 5).Select(TrackId)], Cancel);
        Assert.Equal(5, tracks.Count);
        Assert.All(tracks, track => Assert.NotNull(track.Emotion));
        Assert.All(await ItemsAsync(), item => Assert.Equal((ItemState.Tagged, 1, null), (item.State, item.Attempts, item.Error)));
    }

    [Fact]
    public async Task StartAsync_OnWhatIsTagged_FindsItUnchanged()
    {
        WriteAudio(3);
        await StartAsync();
        await cluster.EndAsync(id);
        var calls = cluster.Analyzer.Calls;
        var second = GrainCluster.Fresh("second");
        await cluster.Job(second).StartAsync(Spec, Cancel);
        Assert.Equal((JobState.Completed, new JobCounts(3, 0, 3, 0)), Summary(await cluster.EndAsync(second)));
        Assert.Equal(calls, cluster.Analyzer.Calls);
        Assert.Equal(1, (await cluster.Tracks.FindAsync(TrackId(0), Cancel))!.Version);
        var forced = GrainCluster.Fresh("forced");
        await cluster.Job(forced).StartAsync(Spec with { Force = true }, Cancel);
        Assert.Equal((JobState.Completed, new JobCounts(3, 3, 0, 0)), Summary(await cluster.EndAsync(forced)));
        Assert.Equal(calls + 3, cluster.Analyzer.Calls);
    }

    [Fact]
    public async Task StartAsync_OnTheCatalogue_ScoresAnewWithoutItsAudio()
    {
        WriteAudio(3);
        await StartAsync();
        await cluster.EndAsync(id);
        for (var i = 0; i < 3; i++) System.IO.File.Delete(cluster.Combine(File(i)));
        var calls = cluster.Analyzer.Calls;
        var spec = new BackfillSpec { Source = BackfillSpec.Catalogue, Rescore = true };
        var current = GrainCluster.Fresh("current");
        await cluster.Job(current).StartAsync(spec, Cancel);
        await cluster.EndAsync(current);
        var ours = await OursAsync(current);
        Assert.Equal(3, ours.Count);
        Assert.All(ours, item => Assert.Equal(ItemState.Unchanged, item.State));

        var forced = GrainCluster.Fresh("forced");
        await cluster.Job(forced).StartAsync(spec with { Force = true }, Cancel);
        await cluster.EndAsync(forced);
        Assert.All(await OursAsync(forced), item => Assert.Equal((ItemState.Tagged, null), (item.State, item.Error)));
        Assert.Equal(2, (await cluster.Tracks.FindAsync(TrackId(0), Cancel))!.Version);
        Assert.Equal(calls, cluster.Analyzer.Calls);

        // The fixture's other tracks are in the catalogue too.
        async Task<List<BackfillItem>> OursAsync(string job) => [.. (await cluster.Backfills.ListItemsAsync(job, null, null, 1000, Cancel)).Items.Where(item => item.TrackId.StartsWith(id, StringComparison.Ordinal))];
    }

    [Fact]
    public async Task RetryAsync_AfterBadFilesWereMended_Completes()
    {
        WriteAudio(3);
        cluster.Write(File(1), "no audio");
        cluster.Write(File(2), "");
        await StartAsync();
        Assert.Equal((JobState.CompletedWithErrors, new JobCounts(3, 1, 0, 2)), Summary(await cluster.EndAsync(id)));
        var failed = (await cluster.Backfills.ListItemsAsync(id, ItemState.Failed, null, 10, Cancel)).Items;
        Assert.Equal([($"{id}/1.wav", "Not audio."), ($"{id}/2.wav", "The file is empty (0 bytes).")], failed.Select(item => (item.Item, item.Error!)));
        WriteAudio(3);
        Assert.Equal(CommandStatus.Done, (await Job.RetryAsync(Cancel)).Status);
        var job = await cluster.EndAsync(id);
        Assert.Equal((JobState.Completed, new JobCounts(3, 3, 0, 0)), Summary(job));
        Assert.Equal([1, 2, 2], (await ItemsAsync()).Select(item => item.Attempts));
        Assert.Equal(job, (await Job.RetryAsync(Cancel)).Job);
    }

    [Fact]
    public async Task PauseAsync_StopsClaims_AndResumeGoesOn()
    {
        WriteAudio(4);
        await HoldFirstItemAsync();
        var paused = await Job.PauseAsync(Cancel);
        Assert.Equal((CommandStatus.Done, JobState.Paused), (paused.Status, paused.Job!.State));
        hold.SetResult();
        var job = await cluster.JobAsync(id, now => now.Counts.Pending == 2);
        Assert.Equal((JobState.Paused, new JobCounts(4, 2, 0, 0)), Summary(job));
        Assert.Null(await cluster.Backfills.ClaimChunkAsync("another worker", TimeSpan.FromMinutes(1), Cancel));
        Assert.Equal(CommandStatus.Refused, (await Job.RetryAsync(Cancel)).Status);
        Assert.Equal(CommandStatus.Done, (await Job.ResumeAsync(Cancel)).Status);
        Assert.Equal((JobState.Completed, new JobCounts(4, 4, 0, 0)), Summary(await cluster.EndAsync(id)));
    }

    [Fact]
    public async Task CancelAsync_KeepsResults_AndRetryGoesOn()
    {
        WriteAudio(4);
        await HoldFirstItemAsync();
        Assert.Equal((CommandStatus.Done, JobState.Cancelled), ((await Job.CancelAsync(Cancel)).Status, (await Job.GetAsync(Cancel))!.State));
        hold.SetResult();
        var job = await cluster.JobAsync(id, now => now.Counts.Pending == 2);
        Assert.Equal((JobState.Cancelled, new JobCounts(4, 2, 0, 0)), Summary(job));
        Assert.NotNull((await cluster.Tracks.FindAsync(TrackId(1), Cancel))!.Emotion);
        Assert.Null(await cluster.Tracks.FindAsync(TrackId(2), Cancel));
        Assert.Null(await cluster.Backfills.ClaimChunkAsync("another worker", TimeSpan.FromMinutes(1), Cancel));
        Assert.Equal(CommandStatus.Refused, (await Job.ResumeAsync(Cancel)).Status);
        Assert.Equal(CommandStatus.Done, (await Job.RetryAsync(Cancel)).Status);
        Assert.Equal((JobState.Completed, new JobCounts(4, 4, 0, 0)), Summary(await cluster.EndAsync(id)));
    }

    [Fact]
    public async Task StartAsync_Racing_MakesOneJob()
    {
        WriteAudio(2);
        var outcomes = await Task.WhenAll(StartAsync(), StartAsync(), StartAsync());
        Assert.All(outcomes, outcome => Assert.Equal(CommandStatus.Done, outcome.Status));
        Assert.Equal((JobState.Completed, new JobCounts(2, 2, 0, 0)), Summary(await cluster.EndAsync(id)));
        Assert.Single((await cluster.Backfills.ListAsync(null, 1000, Cancel)).Items, job => job.Id == id);
        Assert.Equal(JobState.Completed, (await StartAsync()).Job!.State);
    }

    [Fact]
    public async Task StartAsync_WithAnotherSpec_IsRefused()
    {
        WriteAudio(1);
        await StartAsync();
        var outcome = await Job.StartAsync(Spec with { Force = true }, Cancel);
        Assert.Equal((CommandStatus.Refused, Spec), (outcome.Status, outcome.Job!.Spec));
        Assert.Contains("started before", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(JobState.Completed, (await cluster.EndAsync(id)).State);
    }

    [Fact]
    public async Task StartAsync_WithOneTrackIdTwice_FailsTheSecondItem()
    {
        WriteAudio(1);
        cluster.WriteAudio(Path.ChangeExtension(File(0), "flac"));
        await StartAsync();
        Assert.Equal((JobState.CompletedWithErrors, new JobCounts(2, 1, 0, 1)), Summary(await cluster.EndAsync(id)));
        var failed = Assert.Single(await ItemsAsync(), item => item.State == ItemState.Failed);
        Assert.Equal($"{id}/0.wav", failed.Item);
        Assert.Contains($"'{id}/0.flac'", failed.Error, StringComparison.Ordinal);
        Assert.Equal(JobState.CompletedWithErrors, (await Job.RetryAsync(Cancel)).Job!.State);
    }

    [Fact]
    public async Task StartAsync_OnASourceThatIsNotThere_Fails_AndRetryFindsItOnceItIs()
    {
        await StartAsync();
        var job = await cluster.EndAsync(id);
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains($"There is no folder or manifest '{Spec.Source}'", job.Error, StringComparison.Ordinal);
        WriteAudio(1);
        Assert.Equal(CommandStatus.Done, (await Job.RetryAsync(Cancel)).Status);
        job = await cluster.EndAsync(id);
        Assert.Equal((JobState.Completed, new JobCounts(1, 1, 0, 0)), Summary(job));
        Assert.Null(job.Error);
    }

    [Fact]
    public async Task StartAsync_OnAFolderThatVanishes_FailsEveryItem()
    {
        WriteAudio(3);
        await HoldFirstItemAsync();
        Directory.Delete(cluster.Combine(id), recursive: true);
        hold.SetResult();
        Assert.Equal((JobState.CompletedWithErrors, new JobCounts(3, 0, 0, 3)), Summary(await cluster.EndAsync(id)));
        Assert.All(await ItemsAsync(), item => Assert.Equal((ItemState.Failed, "There is no such file."), (item.State, item.Error)));
    }

    [Fact]
    public async Task StartAsync_OfADryRun_CountsWithoutWork()
    {
        WriteAudio(3);
        await cluster.Track(TrackId(0)).TagAsync(new TagRequest(cluster.Combine(File(0))), Cancel);
        cluster.Write($"{id}/unread.wav", "no audio");
        var calls = cluster.Analyzer.Calls;
        await Job.StartAsync(Spec with { DryRun = true }, Cancel);
        Assert.Equal((JobState.Completed, new JobCounts(4, 0, 1, 0)), Summary(await cluster.EndAsync(id)));
        Assert.Equal([ItemState.Unchanged, ItemState.Planned, ItemState.Planned, ItemState.Planned], (await ItemsAsync()).Select(item => item.State));
        Assert.Equal(calls, cluster.Analyzer.Calls);
        Assert.Null(await cluster.Tracks.FindAsync(TrackId(1), Cancel));
    }

    [Fact]
    public async Task StartAsync_OnAnEmptyFolder_CompletesWithNothing()
    {
        Directory.CreateDirectory(cluster.Combine(id));
        await StartAsync();
        Assert.Equal((JobState.Completed, default), Summary(await cluster.EndAsync(id)));
    }

    [Fact]
    public async Task Commands_OnAnUnknownJob_SayNotFound()
    {
        Assert.Null(await Job.GetAsync(Cancel));
        Assert.Equal(CommandStatus.NotFound, (await Job.PauseAsync(Cancel)).Status);
        Assert.Equal(CommandStatus.NotFound, (await Job.ResumeAsync(Cancel)).Status);
        Assert.Equal(CommandStatus.NotFound, (await Job.CancelAsync(Cancel)).Status);
        Assert.Equal(CommandStatus.NotFound, (await Job.RetryAsync(Cancel)).Status);
    }

    private static (JobState State, JobCounts Counts) Summary(BackfillJob job) => (job.State, job.Counts);

    private string TrackId(int number) => $"{id}/{number}";

    // One folder below the source, so that no two tests share a track id.
    private string File(int number) => $"{id}/{id}/{number}.wav";

    private void WriteAudio(int count)
    {
        for (var number = 0; number < count; number++) cluster.WriteAudio(File(number));
    }

    private Task<JobCommandOutcome> StartAsync() => Job.StartAsync(Spec, Cancel);

    private async Task<IReadOnlyList<BackfillItem>> ItemsAsync() => (await cluster.Backfills.ListItemsAsync(id, null, null, 100, Cancel)).Items;

    /// <summary>Starts the job and waits until its source is listed and its first item is being analysed, where it stays until the hold is lifted.</summary>
    private async Task HoldFirstItemAsync()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Analyzer.Before = (_, _) =>
        {
            entered.TrySetResult();
            return hold.Task;
        };
        await StartAsync();
        await entered.Task.WaitAsync(Cancel);
        await cluster.JobAsync(id, job => job.Listed);
    }
}
