using System.Collections.Immutable;
using Cluster.Abstractions.Events;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Events;
using Cluster.Catalog.Experiments;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Experiments;

[Trait("Suite", "Cluster")]
public sealed class ExperimentGrainTests(ServingCluster cluster) : IClassFixture<ServingCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ExperimentChange Change => Trials.Change;

    private IExposureStore Exposures => cluster.Services.GetRequiredService<IExposureStore>();

    [Fact]
    public async Task Experiment_FromDraftToWinner_IsLoggedStepByStep()
    {
        var (grain, id) = (Grain(), GrainCluster.Fresh("e"));
        var created = await grain.CreateAsync(id, Models(), Change, Cancel);
        Assert.Equal((ExperimentChangeStatus.Done, ExperimentStatus.Draft, 1), (created.Status, created.Experiment!.Status, created.Experiment.Revision));
        Assert.Equal(1, (await grain.CreateAsync(id, Models(), Change, Cancel)).Experiment!.Revision);

        var started = (await grain.StartAsync(id, Change with { ExpectedRevision = 1 }, Cancel)).Experiment!;
        Assert.Equal((ExperimentStatus.Running, SmallModels.First.Version, 2), (started.Status, started.ControlVersion, started.Revision));
        Assert.Equal(2, (await grain.StartAsync(id, Change, Cancel)).Experiment!.Revision);

        var shares = new Dictionary<string, double> { ["b"] = 0.25 }.ToImmutableDictionary();
        Assert.Equal(2, (await grain.SetSharesAsync(id, shares, Change, Cancel)).Experiment!.Periods.Length);

        await RecordAsync(id, "control", 30);
        await RecordAsync(id, "b", 28);
        var report = (await grain.InspectAsync(id, Cancel))!;
        Assert.Equal([("control", 30L), ("b", 28L)], report.Arms.Select(arm => (arm.Arm.Name, arm.Exposed)));
        Assert.Equal(ExperimentVerdict.Running, report.Verdict);

        Assert.Equal(ExperimentStatus.Stopped, (await grain.StopAsync(id, Change, Cancel)).Experiment!.Status);
        Assert.Equal("reason", (await grain.ConcludeAsync(id, "b", Change with { Reason = null }, Cancel)).Field);
        var concluded = (await grain.ConcludeAsync(id, "b", Change with { Reason = "cheaper" }, Cancel)).Experiment!;
        Assert.Equal((ExperimentStatus.Concluded, "b", 5), (concluded.Status, concluded.Winner, concluded.Revision));
        Assert.Equal(
            [ExperimentAction.Created, ExperimentAction.Started, ExperimentAction.SharesSet, ExperimentAction.Stopped, ExperimentAction.Concluded], concluded.Log.Select(entry => entry.Action));
        Assert.All(concluded.Log, entry => Assert.Equal("Ayşe", entry.Actor));
        Assert.Equal("cheaper", concluded.Log[^1].Reason);

        Assert.Equal(ExperimentChangeStatus.Done, (await grain.DeleteAsync(id, Change, Cancel)).Status);
        Assert.Empty(await Exposures.CountAsync(id, Cancel));
        Assert.Null(await grain.InspectAsync(id, Cancel));
        Assert.Equal(ExperimentChangeStatus.NotFound, (await grain.StartAsync(id, Change, Cancel)).Status);
    }

    [Fact]
    public async Task Changes_ByTwoOperatorsAtOnce_LetOneWin()
    {
        var (grain, id) = (Grain(), GrainCluster.Fresh("e"));
        await grain.CreateAsync(id, Trials.Presentation(), Change, Cancel);
        await grain.StartAsync(id, Change, Cancel);
        var seen = Change with { ExpectedRevision = 2 };
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(i =>
            grain.SetSharesAsync(id, ImmutableDictionary<string, double>.Empty.Add("b", 0.1 * i), seen with { Actor = $"operator {i}" }, Cancel)));
        Assert.Single(outcomes, outcome => outcome.Status == ExperimentChangeStatus.Done);
        Assert.Equal(7, outcomes.Count(outcome => outcome.Status == ExperimentChangeStatus.OtherRevision));
        Assert.Equal(3, (await FindAsync(grain, id)).Revision);
        await grain.StopAsync(id, Change, Cancel);
    }

    [Fact]
    public async Task InspectAsync_CanaryThatFailsTooOften_StopsItWithTheReason()
    {
        var (grain, id) = (Grain(), GrainCluster.Fresh("e"));
        await grain.CreateAsync(id, Models(unit: ExperimentUnit.User), Change, Cancel);
        await grain.StartAsync(id, Change, Cancel);
        await RecordAsync(id, "control", 40);
        await RecordAsync(id, "b", 40, failed: true);
        var report = (await grain.InspectAsync(id, Cancel))!;
        Assert.Equal((ExperimentStatus.Stopped, "b"), (report.Experiment.Status, Assert.Single(report.Failing)));
        var entry = (await FindAsync(grain, id)).Log[^1];
        Assert.Equal((ExperimentAction.StoppedByLimit, "cluster"), (entry.Action, entry.Actor));
        Assert.Contains("more errors than the limit", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConcludeAsync_WithSkewedExposures_NamesNoWinner()
    {
        var (grain, id) = (Grain(), GrainCluster.Fresh("e"));
        await grain.CreateAsync(id, Trials.Presentation() with { Arms = [new ExperimentArm { Name = "control", Share = 0.5 }, new ExperimentArm { Name = "b", Share = 0.5 }] }, Change, Cancel);
        await grain.StartAsync(id, Change, Cancel);
        await RecordAsync(id, "control", 300);
        await RecordAsync(id, "b", 150);
        Assert.True((await grain.InspectAsync(id, Cancel))!.SampleRatio.Mismatch);
        var refused = await grain.ConcludeAsync(id, "b", Change, Cancel);
        Assert.Equal(ExperimentChangeStatus.Refused, refused.Status);
        Assert.Contains("did not get their shares", refused.Problem, StringComparison.Ordinal);
        Assert.Null((await grain.ConcludeAsync(id, null, Change, Cancel)).Experiment!.Winner);
    }

    [Theory]
    [InlineData(ExperimentMetric.PlayedThrough)]
    [InlineData(ExperimentMetric.Liked)]
    public async Task InspectAsync_ByWhatListenersDid_NamesTheWinner(ExperimentMetric metric)
    {
        const int Users = 300;
        var (grain, id) = (Grain(), GrainCluster.Fresh("e"));
        await cluster.Tracks.SaveAsync(new Track { TrackId = id }, null, Cancel);
        ExperimentArm[] arms = [new ExperimentArm { Name = "control", Share = 0.5 }, new ExperimentArm { Name = "b", Share = 0.5 }];
        Assert.Equal(ExperimentChangeStatus.Done, (await grain.CreateAsync(id, Trials.Presentation() with { Arms = [.. arms], Metric = metric }, Change, Cancel)).Status);
        await grain.StartAsync(id, Change, Cancel);
        var events = cluster.Services.GetRequiredService<IEventStore>();
        foreach (var (arm, good) in ((string, int)[])[("control", 100), ("b", 220)])
        {
            await Exposures.RecordAsync([.. Enumerable.Range(0, Users).Select(i => new Exposure(id, $"{arm} {i}", arm, string.Empty, 0, 1, false, cluster.Clock.GetUtcNow()) { IsUser = true })], Cancel);
            await events.AddAsync(
                [
                    .. Enumerable.Range(0, Users).Select(i => new ListeningEvent
                    {
                        Id = $"{id} {arm} {i}",
                        Kind = i >= good ? ListeningEventKind.Skip : metric == ExperimentMetric.Liked ? ListeningEventKind.Like : ListeningEventKind.Play,
                        TrackId = id,
                        Unit = $"{arm} {i}",
                        At = cluster.Clock.GetUtcNow(),
                        PositionS = 100,
                        DurationS = 100,
                        Experiment = id,
                        Arm = arm,
                    }),
                ],
                Cancel);
        }

        var report = (await grain.InspectAsync(id, Cancel))!;
        Assert.Equal((ExperimentVerdict.Winner, "b"), (report.Verdict, report.Winner));
        Assert.Equal([("control", 300L, 100L), ("b", 300L, 220L)], report.Arms.Select(arm => (arm.Arm.Name, arm.Observed, arm.Successes)));
        Assert.Equal(ExperimentChangeStatus.Done, (await grain.ConcludeAsync(id, "b", Change with { Reason = null }, Cancel)).Status);
    }

    [Fact]
    public async Task CreateAsync_OnAVersionThatIsNotRegistered_IsRefused()
    {
        var outcome = await Grain().CreateAsync(GrainCluster.Fresh("e"), Trials.Models(version: "none"), Change, Cancel);
        Assert.Equal((ExperimentChangeStatus.UnknownVersion, "arms[1].version", null), (outcome.Status, outcome.Field, outcome.Experiment));
    }

    [Fact]
    public async Task RunningExperiments_AreFollowedByEverySiloWithTheirModels()
    {
        var (grain, id) = (Grain(), GrainCluster.Fresh("e"));
        var other = Models(unit: ExperimentUnit.User) with { Arms = [new ExperimentArm { Name = "control", Share = 0 }, new ExperimentArm { Name = "b", Share = 1, ModelVersion = SmallModels.Third.Version }] };
        await grain.CreateAsync(id, other, Change, Cancel);
        await grain.StartAsync(id, Change, Cancel);
        foreach (var running in cluster.Followers)
        {
            await running.ReconcileAsync(Cancel);
            var experiment = running.Current.Experiments.Single(experiment => experiment.Experiment.Id == id);
            Assert.Equal(SmallModels.Third.Version, experiment.Assign(null, "Zeynep")!.Arm.Model!.Manifest.ModelVersion);
        }

        Assert.All(cluster.Serving, models => Assert.Contains(SmallModels.Third.Version, models.Current.ByVersion().Keys));
        await grain.StopAsync(id, Change, Cancel);
        foreach (var running in cluster.Followers)
        {
            await running.ReconcileAsync(Cancel);
            Assert.DoesNotContain(running.Current.Experiments, experiment => experiment.Experiment.Id == id);
        }

        Assert.All(cluster.Serving, models => Assert.DoesNotContain(SmallModels.Third.Version, models.Current.Arms.Select(model => model.Manifest.ModelVersion)));
    }

    private IExperimentGrain Grain() => cluster.Grains.GetGrain<IExperimentGrain>(IExperimentGrain.Family);

    private static ExperimentSpec Models(ExperimentUnit unit = ExperimentUnit.Track) => Trials.Models(version: SmallModels.Second.Version, unit: unit);

    private static async Task<Experiment> FindAsync(IExperimentGrain grain, string id) => (await grain.GetAsync(Cancel)).Experiments.Single(experiment => experiment.Id == id);

    private Task<int> RecordAsync(string id, string arm, int units, bool failed = false) => Exposures.RecordAsync(
        [.. Enumerable.Range(0, units).Select(i => new Exposure(id, $"{arm} {i}", arm, "v", 0, 1, failed, cluster.Clock.GetUtcNow()))], Cancel);
}
