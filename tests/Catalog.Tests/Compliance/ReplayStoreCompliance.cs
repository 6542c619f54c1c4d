using System.Text.Json;
using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Tests.Support;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of replays keeps to.</summary>
public abstract class ReplayStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private static readonly ReplayProgress Half = new(10, 20, 80, 1);

    /// <summary>The store.</summary>
    private IReplayStore Store => Catalog.Replays;

    [Fact]
    public async Task Replay_FromStartToEnd_ComesBackAsItWas()
    {
        Assert.Null(await Store.FindAsync("m", Token));
        var replay = Replay("1") with { Spec = new ReplaySpec(7, 0.05, 0.25) };
        Assert.Equal(replay, await Store.StartAsync(replay, Token));
        var run = await BeginAsync("1");
        Assert.True(await Store.ReportAsync(run, Half, Token));
        Assert.Equal(replay with { State = ReplayState.Running, StartedAt = Sample.Time, Progress = Half }, (await OpenAnother().Replays.FindAsync("m", Token))!.Replay);
        var result = Result();
        Assert.True(await Store.FinishAsync(run, new ReplayEnd(ReplayState.Completed, Sample.Time.AddMinutes(1), Half, result, null) { Comparison = Comparison }, Token));
        var stored = await OpenAnother().Replays.FindAsync("m", Token);
        Assert.Equal((ReplayState.Completed, Sample.Time.AddMinutes(1)), (stored!.Replay.State, stored.Replay.FinishedAt!.Value));
        Assert.Equal(JsonSerializer.Serialize(result), JsonSerializer.Serialize(stored.Result));
        Assert.Equal(JsonSerializer.Serialize(Comparison), JsonSerializer.Serialize(stored.Comparison));
    }

    [Fact]
    public async Task Start_WhileOneIsNotOver_GivesThatOneAndAfterItsEndReplacesIt()
    {
        await Store.StartAsync(Replay("1"), Token);
        Assert.Equal("1", (await OpenAnother().Replays.StartAsync(Replay("2"), Token)).Id);
        var run = await BeginAsync("1");
        Assert.Equal("1", (await Store.StartAsync(Replay("2"), Token)).Id);
        await Store.FinishAsync(run, new ReplayEnd(ReplayState.Failed, Sample.Time, Half, null, "no"), Token);
        Assert.Equal((ReplayState.Failed, "no"), ((await Store.StartAsync(Replay("1"), Token)).State, (await Store.FindAsync("m", Token))!.Replay.Error));
        Assert.Equal(Replay("2"), await Store.StartAsync(Replay("2"), Token));
    }

    [Fact]
    public async Task Begin_OfASecondRun_TakesTheReplayFromTheFirst()
    {
        await Store.StartAsync(Replay("1"), Token);
        var first = await BeginAsync("1");
        await Store.ReportAsync(first, Half, Token);
        var second = await BeginAsync("1");
        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.Equal(default, (await Store.FindAsync("m", Token))!.Replay.Progress);
        Assert.False(await Store.ReportAsync(first, Half, Token));
        Assert.False(await Store.FinishAsync(first, new ReplayEnd(ReplayState.Completed, Sample.Time, Half, null, null), Token));
        Assert.True(await Store.ReportAsync(second, Half, Token));
        Assert.Null(await Store.BeginAsync("m", "other", Sample.Time, Token));
        Assert.Null(await Store.BeginAsync("n", "1", Sample.Time, Token));
    }

    [Fact]
    public async Task Cancel_OfAReplay_StopsItsRunAndStays()
    {
        Assert.Null(await Store.CancelAsync("m", Sample.Time, Token));
        await Store.StartAsync(Replay("1"), Token);
        var run = await BeginAsync("1");
        Assert.Equal(ReplayState.Cancelled, (await OpenAnother().Replays.CancelAsync("m", Sample.Time, Token))!.State);
        Assert.False(await Store.ReportAsync(run, Half, Token));
        Assert.Null(await Store.BeginAsync("m", "1", Sample.Time, Token));
        Assert.Equal(Sample.Time, (await Store.CancelAsync("m", Sample.Time.AddHours(1), Token))!.FinishedAt);
    }

    private static Replay Replay(string id) => new() { Version = "m", Id = id, Champion = "c", Spec = new ReplaySpec(null), State = ReplayState.Queued, CreatedAt = Sample.Time };

    private async Task<ReplayRun> BeginAsync(string id) => new("m", id, (await Store.BeginAsync("m", id, Sample.Time, Token))!.Value);

    private static ComparisonView Comparison => new()
    {
        Candidate = "m",
        Champion = "c",
        Clips = 10,
        IsSample = false,
        Agreement = [[1, 2, 3, 4], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        AgreementShare = 0.1,
        Kappa = null,
        Sure = 0.75,
        Disagreements = [new DisagreementView("t", 1, EmotionLabel.Happy, 0.9, EmotionLabel.Sad, 0.8, EmotionLabel.Sad)],
        AllDisagreements = 7,
        Labelled = new LabelledView(
            30, 10, Half95, new(0.7, 0.6, null, null, null), [new ClassView(EmotionLabel.Sad, 12, Half95, 0.2)], [new SliceView("genre", "uşşak", 30, 10, Half95, Half95, null)], 2, 3, 9, 1.0 / 3, true),
        Labels = new LabelsNeededView(30, 500, 470, 0.02, 0.8, 0.1, 1.1, 0.05),
        Verdict = ComparisonVerdict.CandidateBetter,
        Reason = "Better.",
    };

    private static DifferenceView Half95 => new(0.7, 0.8, 0.05, 0.15, 0.001);

    private static ReplayResult Result() => new()
    {
        Tracks = 2,
        Clips = 8,
        Flips = 1,
        FlipShare = 0.125,
        Labels = [[1, 2, 3, 4], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        Decisions = [[1, 0, 0], [0, 0, 0], [0, 0, 7]],
        ByClass = [new ReplayedPart("happy", 8, 1, 0.125)],
        ByGenre = [new ReplayedPart("uşşak", 8, 1, 0.125)],
        ByArtist = [],
        SurestFlips = [new ReplayedFlip("t#1", "t", "happy", "sad", 0.9)],
        ReviewBefore = 7,
        ReviewAfter = 7,
        Cost = new ReplayedCost(0.3, 0.2, 0.1, 0.15, 0.1, 1.0 / 3),
        Gaps = new ReplayedGaps(1, 4, ["u"], 0),
        Traffic = new ReplayedTraffic(0, null, 1, 2, 0.001),
        FreshLabelledClips = 3,
    };
}
