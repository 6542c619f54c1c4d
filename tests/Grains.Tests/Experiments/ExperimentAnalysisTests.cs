using Cluster.Abstractions.Experiments;
using Cluster.Catalog.Experiments;
using Cluster.Grains.Experiments;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling;
using Cluster.Modeling.Experiments;
using CsCheck;

namespace Cluster.Grains.Tests.Experiments;

public sealed class ExperimentAnalysisTests
{
    [Fact]
    public void Of_EvenArmsWithADifference_NamesTheWinnerAndWhatToDo()
    {
        var report = Look(Trials.Running(Trials.Models()), Count("control", 2000), Count("b", 2010), new OutcomeCount("control", 1000, 500), new OutcomeCount("b", 1000, 650));
        Assert.Equal((ExperimentVerdict.Winner, "b", false), (report.Verdict, report.Winner, report.SampleRatio.Mismatch));
        Assert.Contains("Conclude it with b", report.Recommendation, StringComparison.Ordinal);
        Assert.Equal(["control", "b"], report.Arms.Select(arm => arm.Arm.Name));
        Assert.Equal((2010, 1000, 650), (report.Arms[1].Exposed, report.Arms[1].Observed, report.Arms[1].Successes));
        Assert.True(report.Arms[1].Test!.PValue < 0.001);
    }

    [Fact]
    public void Of_ArmsWithoutTheirShares_NamesNoWinner()
    {
        var report = Look(Trials.Running(Trials.Models()), Count("control", 2000), Count("b", 1500), new OutcomeCount("control", 1000, 500), new OutcomeCount("b", 1000, 650));
        Assert.Equal((ExperimentVerdict.Broken, null, true), (report.Verdict, report.Winner, report.SampleRatio.Mismatch));
        Assert.Contains("without a winner", report.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_UnitsThatNoShareExplains_IsAMismatch()
    {
        Assert.True(Look(Trials.Running(Trials.Models()), new ExposureCount("ghost", 0, 1, 1, 0)).SampleRatio.Mismatch);
        Assert.True(Look(Trials.Running(Trials.Models()), new ExposureCount("b", 7, 1, 1, 0)).SampleRatio.Mismatch);
    }

    [Fact]
    public void Of_AnotherChampionThanAtTheStart_IsBroken()
    {
        var report = ExperimentAnalysis.Of(Trials.Running(Trials.Models()), [], [], "fake-9", Trials.Time);
        Assert.Equal(ExperimentVerdict.Broken, report.Verdict);
        var looked = ExperimentTransitions.Looked(report.Experiment, report, "fake-9");
        Assert.Equal(ExperimentVerdict.Broken, ExperimentAnalysis.Of(looked, [], [], "fake-1", Trials.Time).Verdict);
    }

    [Theory]
    [InlineData(1000, 10, false)]
    [InlineData(1000, 20, false)]
    [InlineData(200, 20, true)]
    [InlineData(5, 5, true)]
    public void Of_ACanaryThatFails_IsToldFromChance(long exposed, long failed, bool expected)
    {
        var report = Look(Trials.Running(Trials.Models()), Count("control", exposed), new ExposureCount("b", 0, 1, exposed, failed));
        Assert.Equal(expected, report.Failing.Contains("b"));
        if (expected) Assert.Contains("Stop it", report.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AWinnerThatFailsTooOften_IsNone()
    {
        var report = Look(
            Trials.Running(Trials.Models()), Count("control", 2000), new ExposureCount("b", 0, 1, 2000, 100), new OutcomeCount("control", 1000, 500), new OutcomeCount("b", 1000, 650));
        Assert.Null(report.Winner);
        Assert.Equal(["b"], report.Failing);
    }

    [Fact]
    public void Looked_AfterALuckyLook_KeepsIt()
    {
        var experiment = Trials.Running(Trials.Models());
        var lucky = Look(experiment, Count("control", 500), Count("b", 500), new OutcomeCount("control", 400, 200), new OutcomeCount("b", 400, 280));
        var looked = ExperimentTransitions.Looked(experiment, lucky, "fake-1");
        var later = Look(looked, Count("control", 5000), Count("b", 5000), new OutcomeCount("control", 4000, 2000), new OutcomeCount("b", 4000, 2010));
        Assert.Equal(lucky.Arms[1].Test!.PValue, later.Arms[1].Test!.PValue);
        Assert.Same(looked, ExperimentTransitions.Looked(looked, Look(looked, Count("control", 500), Count("b", 500), new OutcomeCount("control", 400, 200), new OutcomeCount("b", 400, 280)), "fake-1"));
    }

    [Fact]
    public void Of_MoreOutcomesThanNeeded_AsksForNone()
    {
        var few = Look(Trials.Running(Trials.Models()), Count("control", 10), Count("b", 10), new OutcomeCount("control", 5, 4), new OutcomeCount("b", 0, 0));
        Assert.Equal((2 * few.NeededPerArm) - 5, few.StillNeeded);
        var many = Look(Trials.Running(Trials.Models()), Count("control", 100_000), Count("b", 100_000), new OutcomeCount("control", 100_000, 50_000), new OutcomeCount("b", 100_000, 50_000));
        Assert.Equal(0, many.StillNeeded);
    }

    /// <summary>The same people come again and again while shares change: a test on the shares of now would find a mismatch, since whoever was counted is not counted again.</summary>
    [Fact]
    public void Of_UnitsThatComeAgainWhileSharesChange_FindsNoMismatch() => Gen.Select(Gen.Int[0, 1000], Gen.Double[0.01, 0.4].Array[6]).Sample(
        (seed, shares) =>
        {
            var experiment = Trials.Running(Trials.Models(shares[0], shares[1]) with { Salt = $"salt {seed}" });
            var counted = new Dictionary<string, ArmAssignment>();
            for (var period = 0; period < 3; period++)
            {
                if (period > 0)
                {
                    var wanted = new Dictionary<string, double> { ["control"] = shares[2 * period], ["b"] = shares[(2 * period) + 1] };
                    experiment = ExperimentTransitions.WithShares(experiment, ExperimentRules.SetShares(experiment, wanted, Trials.Change).Arms, Trials.Change, Trials.Time);
                }

                // Most of those who come were here before.
                var running = new RunningExperiment(experiment, new Dictionary<string, IEmotionClassifier>());
                for (var i = 0; i < 2500; i++)
                {
                    if (running.Assign($"track {i + (period * 500)}", null) is { } assignment) counted.TryAdd(assignment.Unit, assignment);
                }
            }

            var counts = counted.Values.GroupBy(own => (own.Arm.Arm.Name, own.Period, own.Stratum)).Select(same => new ExposureCount(same.Key.Name, same.Key.Period, same.Key.Stratum, same.Count(), 0));
            Assert.False(ExperimentAnalysis.Of(experiment, [.. counts], [], "fake-1", Trials.Time).SampleRatio.Mismatch);
        },
        iter: 20);

    [Fact]
    public void Assign_WithShares_KeepsThemAndIsSticky() => Gen.Select(Gen.Double[0.0, 0.5], Gen.Double[0.0, 0.5]).Sample(
        (control, treatment) =>
        {
            var running = Trials.Set(Trials.Running(Trials.Models(control, treatment)));
            var arms = Enumerable.Range(0, 4000).Select(i => Arm(running, i)).ToArray();

            // Five standard deviations: one in 3 million by chance.
            Assert.InRange(arms.Count(arm => arm == "b") - (4000 * treatment), -5 * Math.Sqrt(1000), 5 * Math.Sqrt(1000));
            Assert.InRange(arms.Count(arm => arm == "control") - (4000 * control), -5 * Math.Sqrt(1000), 5 * Math.Sqrt(1000));
            Assert.Equal(arms, Enumerable.Range(0, 4000).Select(i => Arm(Trials.Set(Trials.Running(Trials.Models(control, treatment))), i)));
        },
        iter: 20);

    [Fact]
    public void WithShares_OfACanaryThatGrows_KeepsEverybodyItHas()
    {
        var small = Trials.Running(Trials.Models(0.01, 0.01));
        var grown = ExperimentTransitions.WithShares(
            small, ExperimentRules.SetShares(small, new Dictionary<string, double> { ["b"] = 0.1, ["control"] = 0.1 }, Trials.Change).Arms, Trials.Change, Trials.Time);
        var (before, after) = (Trials.Set(small), Trials.Set(grown));
        var was = Enumerable.Range(0, 20_000).Where(i => Arm(before, i) is not null).ToArray();
        Assert.InRange(was.Length, 250, 550);
        Assert.All(was, i => Assert.Equal(Arm(before, i), Arm(after, i)));
        Assert.Equal(SampleRatioCheck.OfPeriods([]).Mismatch, Look(grown).SampleRatio.Mismatch);
    }

    private static string? Arm(RunningSet set, int i) => set.Experiments[0].Assign($"track {i}", null)?.Arm.Arm.Name;

    private static ExposureCount Count(string arm, long exposed) => new(arm, 0, 1, exposed, 0);

    private static ExperimentReport Look(Experiment experiment, params object[] what) =>
        ExperimentAnalysis.Of(experiment, [.. what.OfType<ExposureCount>()], [.. what.OfType<OutcomeCount>()], "fake-1", Trials.Time.AddDays(1));
}
