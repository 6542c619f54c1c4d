using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Models;
using Cluster.Grains.Experiments;
using Cluster.Grains.Tests.Support;

namespace Cluster.Grains.Tests.Experiments;

public sealed class ExperimentRulesTests
{
    private static readonly ExperimentSurroundings Cluster = new(
        new ModelRegistryView { Champion = "fake-1", Versions = [Record("fake-1"), Record("fake-2"), Record("fake-3", "other-schema")], Revision = 3 }, schema => schema == "fake-schema", [ExperimentMetric.Correct]);

    private static ExperimentArm Control => new() { Name = "control", Share = 0.5 };

    public static TheoryData<string, Func<ExperimentSpec, ExperimentSpec>> BadSpecs => new()
    {
        { "name", spec => spec with { Name = " " } },
        { "name", spec => spec with { Name = new string('x', 101) } },
        { "hypothesis", spec => spec with { Hypothesis = new string('x', 1001) } },
        { "salt", spec => spec with { Salt = "" } },
        { "arms", spec => spec with { Arms = [] } },
        { "arms", spec => spec with { Arms = [Control] } },
        { "arms", spec => spec with { Arms = [.. Enumerable.Range(0, 6).Select(i => new ExperimentArm { Name = $"a{i}", Share = 0.1, ModelVersion = $"v{i}" })], Control = "a0" } },
        { "arms", spec => spec with { Arms = [spec.Arms[0], spec.Arms[1] with { Share = 0.6 }] } },
        { "arms", spec => spec with { Arms = [spec.Arms[0], spec.Arms[1] with { Share = -0.1 }] } },
        { "arms", spec => spec with { Arms = [spec.Arms[0], spec.Arms[1] with { Share = double.NaN }] } },
        { "arms", spec => spec with { Arms = [spec.Arms[0] with { Share = 0 }, spec.Arms[1] with { Share = 0 }] } },
        { "arms", spec => spec with { Arms = [spec.Arms[0], spec.Arms[1], spec.Arms[1] with { Share = 0 }] } },
        { "arms", spec => spec with { Arms = [spec.Arms[0], spec.Arms[1], spec.Arms[1] with { Share = 0, Name = "c" }] } },
        { "arms[1].name", spec => spec with { Arms = [spec.Arms[0], spec.Arms[1] with { Name = "B b" }] } },
        { "arms[0].version", spec => spec with { Arms = [spec.Arms[0] with { ModelVersion = "fake-1" }, spec.Arms[1]] } },
        { "arms[1].version", spec => spec with { Arms = [spec.Arms[0], spec.Arms[1] with { ModelVersion = null }] } },
        { "arms[1].taggedThreshold", spec => spec with { Arms = [spec.Arms[0], spec.Arms[1] with { TaggedThreshold = 0.5 }] } },
        { "arms[1].payload", spec => spec with { Arms = [spec.Arms[0], spec.Arms[1] with { Payload = "x" }] } },
        { "arms[1].version", spec => Trials.Presentation() with { Arms = [Control, new ExperimentArm { Name = "b", Share = 0.5, ModelVersion = "fake-2" }] } },
        { "arms[1].taggedThreshold", spec => Trials.Thresholds(tagged: 1.5) },
        { "arms[1].payload", spec => Trials.Presentation() with { Arms = [Control, new ExperimentArm { Name = "b", Share = 0.5, Payload = new string('x', 2001) }] } },
        { "control", spec => spec with { Control = "other", Arms = [spec.Arms[0] with { ModelVersion = "fake-1" }, spec.Arms[1]] } },
        { "limits.alpha", spec => spec with { Limits = spec.Limits with { Alpha = 0.5 } } },
        { "limits.smallestDifference", spec => spec with { Limits = spec.Limits with { SmallestDifference = 0 } } },
        { "limits.leastPerArm", spec => spec with { Limits = spec.Limits with { LeastPerArm = 10 } } },
        { "limits.leastDays", spec => spec with { Limits = spec.Limits with { LeastDays = double.NaN } } },
        { "limits.greatestDays", spec => spec with { Limits = spec.Limits with { LeastDays = 10, GreatestDays = 5 } } },
        { "limits.errorLimit", spec => spec with { Limits = spec.Limits with { ErrorLimit = 0.6 } } },
        { "metric", spec => spec with { Metric = ExperimentMetric.Liked } },
    };

    [Theory]
    [MemberData(nameof(BadSpecs))]
    public void Create_OfABadExperiment_NamesTheField(string field, Func<ExperimentSpec, ExperimentSpec> spoil)
    {
        var ruling = ExperimentRules.Create(ExperimentsView.Empty, "e", spoil(Trials.Models()), Trials.Change, Cluster);
        Assert.Equal((ExperimentChangeStatus.BadRequest, field), (ruling.Status, ruling.Field));
        Assert.NotEmpty(ruling.Problem!);
    }

    [Theory]
    [InlineData("none", ExperimentChangeStatus.UnknownVersion)]
    [InlineData("fake-3", ExperimentChangeStatus.SchemaMismatch)]
    [InlineData("fake-1", ExperimentChangeStatus.BadRequest)]
    public void Create_WithAVersionThatDoesNotFit_SaysWhichAndWhy(string version, ExperimentChangeStatus status)
    {
        var ruling = ExperimentRules.Create(ExperimentsView.Empty, "e", Trials.Models(version: version), Trials.Change, Cluster);
        Assert.Equal((status, "arms[1].version"), (ruling.Status, ruling.Field));
        Assert.Contains($"'{version}'", ruling.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_TheSameAgain_ChangesNothingAndAnotherIsRefused()
    {
        var all = View(Trials.Draft(Trials.Models()));
        Assert.Equal(ExperimentRuling.AlreadySo, ExperimentRules.Create(all, "e", Trials.Models(), Trials.Change, Cluster));
        Assert.Equal(ExperimentChangeStatus.Refused, ExperimentRules.Create(all, "e", Trials.Models() with { Name = "other" }, Trials.Change, Cluster).Status);
        Assert.True(ExperimentRules.Create(all, "f", Trials.Models(), Trials.Change, Cluster).Changes);
    }

    [Fact]
    public void Create_BeyondTheMostThatAreKept_IsRefused()
    {
        var all = View([.. Enumerable.Range(0, IExperimentGrain.MaxExperiments).Select(i => Trials.Draft(Trials.Models(), $"e{i}"))]);
        Assert.Equal(ExperimentChangeStatus.Refused, ExperimentRules.Create(all, "f", Trials.Models(), Trials.Change, Cluster).Status);
    }

    [Fact]
    public void Start_BesideWhatRuns_KeepsAnswersToOneObedience()
    {
        var all = View(Trials.Running(Trials.Models(), "m"), Trials.Running(Trials.Thresholds(), "t"), Trials.Running(Trials.Presentation(), "p"));
        Assert.False(May(Trials.Models()));
        Assert.True(May(Trials.Models(unit: ExperimentUnit.User)));
        Assert.False(May(Trials.Thresholds(ExperimentUnit.Track)));
        Assert.True(May(Trials.Presentation()));

        bool May(ExperimentSpec spec) => ExperimentRules.Start(all, Trials.Draft(spec, "new"), Trials.Change, Cluster).Changes;
    }

    [Fact]
    public void Start_OfWhatRunsOrIsOver_ChangesNothingOrIsRefused()
    {
        var running = Trials.Running(Trials.Models());
        Assert.Equal(ExperimentRuling.AlreadySo, ExperimentRules.Start(View(running), running, Trials.Change, Cluster));
        var stopped = ExperimentTransitions.Stopped(running, ExperimentAction.Stopped, Trials.Change, Trials.Time);
        Assert.Equal(ExperimentChangeStatus.Refused, ExperimentRules.Start(View(stopped), stopped, Trials.Change, Cluster).Status);
        var many = View([.. Enumerable.Range(0, IExperimentGrain.MaxRunning).Select(i => Trials.Running(Trials.Presentation(), $"p{i}"))]);
        Assert.Equal(ExperimentChangeStatus.Refused, ExperimentRules.Start(many, Trials.Draft(Trials.Presentation()), Trials.Change, Cluster).Status);
    }

    [Fact]
    public void Arm_ThatNamesTheChallenger_KeepsTheVersionOfNow()
    {
        var spec = Trials.Models(version: ChallengerArm.Alias);
        var (resolved, refusal) = ChallengerArm.Resolve(spec, Cluster.Registry with { Challenger = "fake-2" });
        Assert.Null(refusal);
        Assert.Equal(["fake-2"], resolved.Arms.Select(arm => arm.ModelVersion).OfType<string>());
        Assert.Equal(Trials.Models(version: "fake-2").Arms, resolved.Arms);
        (_, refusal) = ChallengerArm.Resolve(spec, Cluster.Registry);
        Assert.Equal(("arms[1].version", ExperimentChangeStatus.BadRequest), (refusal!.Field, refusal.Status));
        Assert.Same(Trials.Presentation().Control, ChallengerArm.Resolve(Trials.Presentation(), Cluster.Registry).Spec.Control);
    }

    [Fact]
    public void Changes_OnARevisionThatWasLeft_AreRefused()
    {
        var running = Trials.Running(Trials.Models());
        var stale = Trials.Change with { ExpectedRevision = 1 };
        Assert.Equal(ExperimentChangeStatus.OtherRevision, ExperimentRules.Stop(running, stale).Status);
        Assert.Equal(ExperimentChangeStatus.OtherRevision, ExperimentRules.SetShares(running, new Dictionary<string, double> { ["b"] = 0.1 }, stale).Ruling.Status);
        Assert.Equal(ExperimentChangeStatus.OtherRevision, ExperimentRules.Conclude(running, null, null, stale).Status);
        Assert.True(ExperimentRules.Stop(running, stale with { ExpectedRevision = 2 }).Changes);
    }

    [Theory]
    [InlineData("c", 0.1, ExperimentChangeStatus.BadRequest)]
    [InlineData("b", 0.6, ExperimentChangeStatus.BadRequest)]
    [InlineData("b", -1, ExperimentChangeStatus.BadRequest)]
    [InlineData("b", 0.4, ExperimentChangeStatus.Done)]
    public void SetShares_OfOneArm_IsHeldToAllShares(string arm, double share, ExperimentChangeStatus expected) =>
        Assert.Equal(expected, ExperimentRules.SetShares(Trials.Running(Trials.Models()), new Dictionary<string, double> { [arm] = share }, Trials.Change).Ruling.Status);

    [Fact]
    public void SetShares_MoreOftenThanStrataTellApart_IsRefused()
    {
        var experiment = Trials.Running(Trials.Models(0.1, 0.1));
        for (var i = 1; i < Experiment.MaxPeriods; i++) experiment = Apply(experiment, i % 2 == 0 ? 0.1 : 0.2);
        Assert.Equal(ExperimentChangeStatus.Refused, ExperimentRules.SetShares(experiment, new Dictionary<string, double> { ["b"] = 0.3 }, Trials.Change).Ruling.Status);

        static Experiment Apply(Experiment experiment, double share)
        {
            var (ruling, arms) = ExperimentRules.SetShares(experiment, new Dictionary<string, double> { ["b"] = share }, Trials.Change);
            Assert.True(ruling.Changes);
            return ExperimentTransitions.WithShares(experiment, arms, Trials.Change, Trials.Time);
        }
    }

    [Fact]
    public void Conclude_WithAWinner_IsHeldToTheFigures()
    {
        var running = Trials.Running(Trials.Models());
        var report = ExperimentAnalysis.Of(running, [], [], "fake-1", Trials.Time);
        Assert.Equal("winner", ExperimentRules.Conclude(running, report, "c", Trials.Change).Field);
        Assert.Equal("reason", ExperimentRules.Conclude(running, report, "b", Trials.Change with { Reason = null }).Field);
        Assert.True(ExperimentRules.Conclude(running, report, "b", Trials.Change).Changes);
        var broken = report with { Verdict = ExperimentVerdict.Broken };
        Assert.Equal(ExperimentChangeStatus.Refused, ExperimentRules.Conclude(running, broken, "b", Trials.Change).Status);
        Assert.True(ExperimentRules.Conclude(running, broken, null, Trials.Change).Changes);
        Assert.Equal(ExperimentChangeStatus.Refused, ExperimentRules.Conclude(Trials.Draft(Trials.Models()), null, null, Trials.Change).Status);
        var concluded = ExperimentTransitions.Concluded(running, "b", report, Trials.Change, Trials.Time);
        Assert.Equal(ExperimentRuling.AlreadySo, ExperimentRules.Conclude(concluded, report, "b", Trials.Change));
        Assert.Equal(ExperimentChangeStatus.Refused, ExperimentRules.Conclude(concluded, report, null, Trials.Change).Status);
    }

    [Fact]
    public void Changes_ByNobody_AreBadRequests()
    {
        var nobody = new ExperimentChange(" ");
        Assert.Equal("actor", ExperimentRules.Create(ExperimentsView.Empty, "e", Trials.Models(), nobody, Cluster).Field);
        Assert.Equal("actor", ExperimentRules.Delete(Trials.Draft(Trials.Models()), nobody).Field);
        Assert.Equal(ExperimentChangeStatus.Refused, ExperimentRules.Delete(Trials.Running(Trials.Models()), Trials.Change).Status);
    }

    private static ExperimentsView View(params ImmutableArray<Experiment> experiments) => new(experiments, 1);

    private static ModelRecord Record(string version, string schema = "fake-schema") =>
        new() { Version = version, SchemaId = schema, Algorithm = "fake", Description = "tests", RegisteredAt = Trials.Time };
}
