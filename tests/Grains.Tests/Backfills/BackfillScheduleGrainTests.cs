using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;
using Cluster.Grains.Backfills;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Backfills;

/// <summary>Schedules as they run: the reminder's part is played by the test, which asks after it has moved the clock.</summary>
public sealed class BackfillScheduleGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(5);
    private readonly string id = GrainCluster.Fresh("schedule");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IBackfillScheduleGrain Schedule => cluster.Grains.GetGrain<IBackfillScheduleGrain>(id);

    private IScheduleStore Store => cluster.Services.GetRequiredService<IScheduleStore>();

    [Fact]
    public async Task CheckAsync_EveryWeek_RunsOnceAWeekAndNeverTwiceSideBySide()
    {
        WriteAudio("a.wav");
        await StartAsync(every: Week);
        Assert.Equal((1, $"{id}-1"), await CheckAsync());
        Assert.Equal((1, $"{id}-1"), await CheckAsync());
        Assert.Equal(new JobCounts(1, 1, 0, 0), await CountsAsync(1));

        cluster.Clock.Advance(Week - TimeSpan.FromSeconds(1));
        Assert.Equal((1, $"{id}-1"), await CheckAsync());
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CheckAsync()))).Max(run => run.Runs));
        Assert.Equal(new JobCounts(1, 0, 1, 0), await CountsAsync(2));

        // A run that takes longer than a week is not run into.
        await cluster.Backfills.TransitionAsync($"{id}-2", [JobState.Completed], JobState.Paused, null, Cancel);
        cluster.Clock.Advance(3 * Week);
        Assert.Equal((2, $"{id}-2"), await CheckAsync());
        await cluster.Backfills.TransitionAsync($"{id}-2", [JobState.Paused], JobState.Completed, null, Cancel);
        Assert.Equal((3, $"{id}-3"), await CheckAsync());
        await cluster.EndAsync($"{id}-3");
        Assert.Equal((3, $"{id}-3"), await CheckAsync());
    }

    [Fact]
    public async Task CheckAsync_OfARunThatWasOnlyDecidedOn_BeginsItUnderTheSameId()
    {
        WriteAudio("a.wav");
        await StartAsync(every: Week);
        var stored = (await Store.FindAsync(id, Cancel))!;
        await Store.SaveAsync(stored with { Runs = 1, JobId = $"{id}-1", FullDueAt = cluster.Clock.GetUtcNow() }, Cancel);
        Assert.Null(await cluster.Backfills.FindAsync($"{id}-1", Cancel));
        Assert.Equal((1, $"{id}-1"), await CheckAsync());
        var job = await cluster.EndAsync($"{id}-1");
        Assert.Equal((id, false, new JobCounts(1, 1, 0, 0)), (job.Spec.ScheduleId, job.Spec.ChangesOnly, job.Counts));
    }

    [Fact]
    public async Task CheckAsync_OfAWatchedFolder_TakesWhatIsNewOrChanged()
    {
        WriteAudio("a.wav");
        cluster.Write($"{id}/broken.wav", "no audio");
        await StartAsync(watch: Look);
        Assert.Equal((1, $"{id}-1"), await CheckAsync());
        Assert.Equal(new JobCounts(2, 1, 0, 1), await CountsAsync(1));

        // Nothing happened: no job. What could not be read is not tried again as long as it is what it was.
        cluster.Clock.Advance(Look);
        Assert.Equal((1, $"{id}-1"), await CheckAsync());

        WriteAudio("b.wav");
        WriteAudio("a.wav", seconds: 60);
        Assert.Equal((1, $"{id}-1"), await CheckAsync());
        cluster.Clock.Advance(Look);
        Assert.Equal((2, $"{id}-2"), await CheckAsync());
        Assert.Equal(new JobCounts(2, 2, 0, 0), await CountsAsync(2));
        Assert.Equal(2, (await cluster.Tracks.FindAsync("a", Cancel))!.Clips.Length);

        // Touched, with the same content: its hash says that nothing is to be done.
        File.SetLastWriteTimeUtc(cluster.Combine($"{id}/b.wav"), new DateTime(2025, 5, 5, 0, 0, 0, DateTimeKind.Utc));
        cluster.Clock.Advance(Look);
        Assert.Equal((3, $"{id}-3"), await CheckAsync());
        Assert.Equal(new JobCounts(1, 0, 1, 0), await CountsAsync(3));
    }

    [Fact]
    public async Task CheckAsync_OfAFileThatIsStillWritten_WaitsUntilItIsQuiet()
    {
        WriteAudio("a.wav");
        await StartAsync(watch: Look);
        File.SetLastWriteTimeUtc(cluster.Combine($"{id}/a.wav"), (cluster.Clock.GetUtcNow() - SourceChanges.Settling / 2).UtcDateTime);
        Assert.Equal((0, null), await CheckAsync());
        cluster.Clock.Advance(Look);
        Assert.Equal((1, $"{id}-1"), await CheckAsync());
        Assert.Equal(new JobCounts(1, 1, 0, 0), await CountsAsync(1));
    }

    [Fact]
    public async Task CheckAsync_OfAFolderThatIsAway_SaysSoAndLooksAgain()
    {
        await StartAsync(watch: Look);
        Assert.Equal((0, null), await CheckAsync());
        Assert.Contains("no folder or manifest", (await Schedule.GetAsync(Cancel))!.Problem, StringComparison.Ordinal);
        WriteAudio("a.wav");
        cluster.Clock.Advance(Look);
        Assert.Equal((1, $"{id}-1"), await CheckAsync());
        Assert.Null((await Schedule.GetAsync(Cancel))!.Problem);
        await cluster.EndAsync($"{id}-1");
    }

    [Fact]
    public async Task Commands_OnASchedule_HoldItsRuns()
    {
        WriteAudio("a.wav");
        Assert.Equal(CommandStatus.NotFound, (await Schedule.PauseAsync(Cancel)).Status);
        await StartAsync(every: Week);
        var paused = await Schedule.PauseAsync(Cancel);
        Assert.Equal((CommandStatus.Done, ScheduleState.Paused, null), (paused.Status, paused.Schedule!.State, paused.Schedule.NextAt));
        Assert.Equal((0, null), await CheckAsync());
        cluster.Clock.Advance(5 * Week);
        var resumed = await Schedule.ResumeAsync(Cancel);
        Assert.Equal((ScheduleState.Active, cluster.Clock.GetUtcNow()), (resumed.Schedule!.State, resumed.Schedule.NextAt));
        Assert.Equal((1, $"{id}-1"), await CheckAsync());
        await cluster.EndAsync($"{id}-1");
        Assert.Equal((1, $"{id}-1"), await CheckAsync());

        Assert.Equal(CommandStatus.Done, (await Schedule.CancelAsync(Cancel)).Status);
        Assert.Equal(CommandStatus.Done, (await Schedule.CancelAsync(Cancel)).Status);
        cluster.Clock.Advance(Week);
        Assert.Equal((1, $"{id}-1"), await CheckAsync());
        Assert.Equal(CommandStatus.Refused, (await Schedule.ResumeAsync(Cancel)).Status);
    }

    [Fact]
    public async Task StartAsync_Again_IsTheSameScheduleAndAnotherSpecIsRefused()
    {
        var first = await StartAsync(every: Week);
        var again = await Schedule.StartAsync(Spec(every: Week), Cancel);
        Assert.Equal((CommandStatus.Done, first.Schedule), (again.Status, again.Schedule));
        Assert.Equal(CommandStatus.Refused, (await Schedule.StartAsync(Spec(every: 2 * Week), Cancel)).Status);
        var bad = await cluster.Grains.GetGrain<IBackfillScheduleGrain>(id + "-bad").StartAsync(Spec(every: TimeSpan.FromMinutes(1)), Cancel);
        Assert.Equal((CommandStatus.Refused, null), (bad.Status, bad.Schedule));
    }

    private ScheduleSpec Spec(TimeSpan? every = null, TimeSpan? watch = null) => new() { Backfill = new BackfillSpec { Source = cluster.Combine(id) }, Every = every, WatchEvery = watch };

    private async Task<ScheduleCommandOutcome> StartAsync(TimeSpan? every = null, TimeSpan? watch = null)
    {
        var started = await Schedule.StartAsync(Spec(every, watch), Cancel);
        Assert.Equal(CommandStatus.Done, started.Status);
        return started;
    }

    private async Task<(long Runs, string? JobId)> CheckAsync()
    {
        var schedule = (await Schedule.CheckAsync(Cancel))!;
        return (schedule.Runs, schedule.JobId);
    }

    private async Task<JobCounts> CountsAsync(int run) => (await cluster.EndAsync($"{id}-{run}")).Counts;

    private void WriteAudio(string name, double seconds = 30) => cluster.WriteAudio($"{id}/{name}", seconds);
}
