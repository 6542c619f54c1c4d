using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;
using Cluster.Grains.Replays;
using Cluster.Grains.Tests.Support;

namespace Cluster.Grains.Tests.Replays;

[Trait("Suite", "Cluster")]
public sealed class ReplayTests(ReplayCluster cluster) : IClassFixture<ReplayCluster>
{
    private const int Clips = ReplayCluster.Tracked * ReplayCluster.ClipsEach;

    // The first clip of every track, and the other clips of every other track.
    private const int Labelled = ReplayCluster.Tracked + (ReplayCluster.Tracked / 2 * (ReplayCluster.ClipsEach - 1));

    private static readonly ReplaySpec Whole = new(null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string First => SmallModels.First.Version;

    private static string Second => SmallModels.Second.Version;

    private static string Turned => ReplayCluster.Turned.Version;

    [Fact]
    public async Task Replay_OfACandidateThatCallsAllDifferent_CountsEveryFlipAndNamesWhatIsMissing()
    {
        var analyses = cluster.Analyzer.Calls;
        var (replay, result, comparison) = await cluster.ReplayAsync(Turned, Whole, Cancel);
        Assert.Equal((ReplayState.Completed, First), (replay.State, replay.Champion));
        Assert.Equal(new ReplayProgress(ReplayCluster.Tracked + ReplayCluster.Missing, ReplayCluster.Tracked + ReplayCluster.Missing, Clips, ReplayCluster.Missing), replay.Progress);
        Assert.Equal((ReplayCluster.Tracked, Clips, Clips, 1.0), (result!.Tracks, result.Clips, result.Flips, result.FlipShare));
        Assert.Equal(["happy", "sad", "angry", "relaxed"], result.ByClass.Select(part => part.Name));
        Assert.All(result.ByClass, part => Assert.Equal((Clips / 4, 1.0), ((int)part.Clips, part.Share)));
        Assert.Equal(["hicaz", "uşşak"], result.ByGenre.Select(part => part.Name).Order(StringComparer.Ordinal));
        Assert.Equal(15, result.ByArtist.Count);
        Assert.Equal(("happy", "sad"), result.SurestFlips.Where(flip => flip.TrackId == "t000").Select(flip => (flip.From, flip.To)).FirstOrDefault(("happy", "sad")));
        Assert.Equal((ReplayCluster.Missing, "t060"), ((int)result.Gaps.TracksWithoutFeatures, result.Gaps.Named[0]));
        Assert.Equal(Clips, result.Decisions.Sum(row => row.Sum()));
        Assert.True(result.Cost.ExpectedChangeLow <= result.Cost.ExpectedChangeHigh);
        Assert.Equal(analyses, cluster.Analyzer.Calls);
        Assert.Equal((Labelled, Labelled), (comparison!.Labelled!.Clips, result.FreshLabelledClips));
        Assert.Equal((1.0, 0.0), (comparison.Labelled.Accuracy.Champion, comparison.Labelled.Accuracy.Candidate));
        Assert.Equal((Turned, First, ComparisonVerdict.ChampionBetter), (comparison.Candidate, comparison.Champion, comparison.Verdict));
    }

    [Fact]
    public async Task Gates_AfterAReplay_JudgeTheCandidateThoughItWasNeverAShadow()
    {
        await cluster.ReplayAsync(Turned, Whole, Cancel);
        await cluster.ReplayAsync(Second, Whole, Cancel);
        var bad = await cluster.Registry.CheckGatesAsync(Turned, Cancel);
        Assert.Equal((false, GateResult.Fail), (bad!.Promotable, bad.Result));
        Assert.All((string[])["macroF1AgainstChampion", "accuracyAgainstChampion", "classes", "slices"], gate => Assert.Equal(GateResult.Fail, bad.Checks.Single(check => check.Gate == gate).Result));

        var good = await cluster.Registry.CheckGatesAsync(Second, Cancel);
        Assert.Contains($"a replay of {ReplayCluster.Tracked} tracks", good!.ComparedBy, StringComparison.Ordinal);
        Assert.Contains($"{Labelled} labelled clips", good.ComparedBy, StringComparison.Ordinal);

        // Nobody has asked this champion anything: how long an answer takes is not known, and a replay does not pretend to.
        Assert.Equal("latency", Assert.Single(good.Checks, check => check.Result != GateResult.Pass).Gate);
    }

    [Fact]
    public async Task Replay_OfASample_IsOfThatSizeAndTheSameAgain()
    {
        var once = await cluster.ReplayAsync(Second, new ReplaySpec(20), Cancel);
        var again = await cluster.ReplayAsync(Second, new ReplaySpec(20), Cancel);
        Assert.Equal((20, 20), (once.Replay.Progress.Tracks, once.Replay.Progress.OfTracks));
        Assert.Equal((once.Result!.Clips, once.Result.Flips, once.Result.Cost), (again.Result!.Clips, again.Result.Flips, again.Result.Cost));
        Assert.Equal(once.Result.Labels.SelectMany(row => row), again.Result.Labels.SelectMany(row => row));
        var small = await ReplaySample.DrawAsync(cluster.Tracks, 10, Cancel);
        var large = await ReplaySample.DrawAsync(cluster.Tracks, 30, Cancel);
        Assert.Equal((10, 30), (small.Count, large.Count));
        Assert.Subset(large.ToHashSet(), small.ToHashSet());
        Assert.Equal(ReplayCluster.Tracked + ReplayCluster.Missing, (await ReplaySample.DrawAsync(cluster.Tracks, 1000, Cancel)).Count);
    }

    [Fact]
    public async Task Start_WithTheSameId_IsTheSameReplayAndWithOtherOptionsRefused()
    {
        var id = GrainCluster.Fresh("replay");
        await cluster.Replay(Second).StartAsync(id, Whole, Cancel);
        await cluster.Replays.Ended(id).WaitAsync(Cancel);
        var again = await cluster.Replay(Second).StartAsync(id, Whole, Cancel);
        Assert.Equal((CommandStatus.Done, ReplayState.Completed), (again.Status, again.Replay!.State));
        Assert.Equal(CommandStatus.Refused, (await cluster.Replay(Second).StartAsync(id, Whole with { Sample = 5 }, Cancel)).Status);
        Assert.Equal(CommandStatus.NotFound, (await cluster.Replay("lr-unknown").StartAsync(id, Whole, Cancel)).Status);
        Assert.Contains("is the champion", (await cluster.Replay(First).StartAsync(id, Whole, Cancel)).Reason, StringComparison.Ordinal);
        Assert.Equal(CommandStatus.NotFound, (await cluster.Replay("lr-unknown").CancelAsync(Cancel)).Status);
        Assert.Equal(CommandStatus.Refused, (await cluster.Replay(Second).CancelAsync(Cancel)).Status);
    }

    [Fact]
    public async Task Cancel_OfARunningReplay_StopsItAndLetsAnotherBegin()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Replays.Began = async _ =>
        {
            began.TrySetResult();
            await held.Task;
        };
        await cluster.Replay(Second).StartAsync(GrainCluster.Fresh("replay"), Whole, Cancel);
        await began.Task.WaitAsync(Cancel);
        Assert.Contains("is not over", (await cluster.Replay(Second).StartAsync(GrainCluster.Fresh("replay"), Whole, Cancel)).Reason, StringComparison.Ordinal);
        Assert.Equal(ReplayState.Cancelled, (await cluster.Replay(Second).CancelAsync(Cancel)).Replay!.State);
        Assert.Equal(CommandStatus.Done, (await cluster.Replay(Second).CancelAsync(Cancel)).Status);
        cluster.Replays.Began = null;
        held.SetResult();

        // The next one waits for the run that was stopped, which wrote nothing.
        var (replay, result, _) = await cluster.ReplayAsync(Second, Whole, Cancel);
        Assert.Equal((ReplayState.Completed, Clips), (replay.State, (int)result!.Clips));
    }

    [Fact]
    public async Task Replay_WhoseSiloDied_IsRunAnewAndTheOldRunWritesNothing()
    {
        // A silo began it and was gone.
        var lost = new Replay { Version = Turned, Id = GrainCluster.Fresh("replay"), Champion = First, Spec = Whole, State = ReplayState.Queued, CreatedAt = cluster.Clock.GetUtcNow() };
        await cluster.Replays.StartAsync(lost, Cancel);
        var run = new ReplayRun(Turned, lost.Id, (await cluster.Replays.BeginAsync(Turned, lost.Id, cluster.Clock.GetUtcNow(), Cancel))!.Value);

        await cluster.Replay(Turned).AsReference<IRemindable>().ReceiveReminder("watchdog", new TickStatus(), Cancel);
        await cluster.Replays.Ended(lost.Id).WaitAsync(Cancel);
        var stored = await cluster.Replays.FindAsync(Turned, Cancel);
        Assert.Equal((lost.Id, ReplayState.Completed, Clips), (stored!.Replay.Id, stored.Replay.State, (int)stored.Result!.Clips));
        Assert.False(await cluster.Replays.FinishAsync(run, new ReplayEnd(ReplayState.Failed, cluster.Clock.GetUtcNow(), default, null, "late"), Cancel));
        Assert.Equal(ReplayState.Completed, (await cluster.Replays.FindAsync(Turned, Cancel))!.Replay.State);
    }
}
