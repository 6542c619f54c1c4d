using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Promotion;
using Cluster.Modeling.Reports;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Promotion;

public sealed class PromotionGatesTests
{
    private static readonly PromotionGateOptions Options = new();
    private static readonly HeldOutFigures Good = new(2000, 0.81, 0.83, 0.03, 0.04);
    private static readonly TrafficFigures Calm = new(1000, 2, TimeSpan.FromSeconds(0.4), 1000, 150, 1000, 160);
    private static readonly PromotionRequest Request = new("ayşe");
    private static readonly ModelComparison Same = Compare(Clips.Simulate(new Random(1), 300, 2, 0.005, 0.02));
    private static readonly PromotionEvidence Evidence = new(true, Good, Same, Calm);

    private static ModelComparison Compare(PairedClip[] clips) => ModelComparer.Compare(clips, new ComparisonOptions { Resamples = 400 });

    private static GateCheck Check(Gate gate, PromotionEvidence evidence, PromotionGateOptions? options = null) =>
        PromotionGates.Check(evidence, options ?? Options).Single(check => check.Gate == gate);

    [Fact]
    public void Decide_EverythingKept_Allows()
    {
        var decision = PromotionGates.Decide(Evidence, Request, Options);
        Assert.Empty(decision.Reasons);
        Assert.Equal((true, false, GateOutcome.Pass), (decision.Allowed, decision.Forced, decision.Outcome));
        Assert.Equal(Enum.GetValues<Gate>(), decision.Checks.Select(check => check.Gate));
    }

    [Fact]
    public void Decide_NoChampion_PassesTheComparisons()
    {
        var decision = PromotionGates.Decide(new PromotionEvidence(false, Good, null, Calm with { ChampionPredictions = 0, ChampionReviews = 0 }), Request, Options);
        Assert.True(decision.Allowed);
    }

    [Theory]
    [InlineData(0.78, 0.80, GateOutcome.Pass, GateOutcome.Pass)]
    [InlineData(0.7799, 0.80, GateOutcome.Fail, GateOutcome.Pass)]
    [InlineData(0.78, 0.7999, GateOutcome.Pass, GateOutcome.Fail)]
    public void Quality_Criteria_AreReachedAtTheLimit(double macroF1, double accuracy, GateOutcome first, GateOutcome second)
    {
        var evidence = Evidence with { HeldOut = Good with { MacroF1 = macroF1, Accuracy = accuracy } };
        Assert.Equal((first, second), (Check(Gate.MacroF1, evidence).Outcome, Check(Gate.Accuracy, evidence).Outcome));
    }

    [Theory]
    [InlineData(0.05, 0.01, GateOutcome.Pass)]
    [InlineData(0.06, 0.07, GateOutcome.Pass)]
    [InlineData(0.08, 0.07, GateOutcome.Fail)]
    public void Calibration_Error_IsAllowedWhatChanceExplains(double error, double chance, GateOutcome outcome) =>
        Assert.Equal(outcome, Check(Gate.Calibration, Evidence with { HeldOut = Good with { CalibrationError = error, CalibrationErrorByChance = chance } }).Outcome);

    [Fact]
    public void Traffic_OfAFirstChampionThatHasSeenNone_IsNotAskedFor()
    {
        var decision = PromotionGates.Decide(new PromotionEvidence(false, Good, null, null), Request, Options);
        Assert.Equal((true, false), (decision.Allowed, decision.Forced));
        Assert.Equal(GateOutcome.Inconclusive, Check(Gate.Errors, Evidence with { Traffic = null }).Outcome);
    }

    [Fact]
    public void Latency_OfRequestsWhoseTimeIsNotKnown_IsInconclusive()
    {
        var check = Check(Gate.Latency, Evidence with { Traffic = Calm with { Timed = 99 } });
        Assert.Equal(GateOutcome.Inconclusive, check.Outcome);
        Assert.Equal(GateOutcome.Pass, Check(Gate.Errors, Evidence with { Traffic = Calm with { Timed = 0 } }).Outcome);
        Assert.Throws<ArgumentException>(() => Check(Gate.Latency, Evidence with { Traffic = Calm with { Timed = 1001 } }));
    }

    [Fact]
    public void Emotions_WithoutAHeldOutRow_FailAndAreNamed()
    {
        var check = Check(Gate.Emotions, Evidence with { HeldOut = Good with { UntestedEmotions = ["angry"] } });
        Assert.Equal(GateOutcome.Fail, check.Outcome);
        Assert.Contains("angry", check.Reason, StringComparison.Ordinal);
        Assert.Equal(GateOutcome.Inconclusive, Check(Gate.Emotions, Evidence with { HeldOut = null }).Outcome);
    }

    [Fact]
    public void HeldOut_OfACard_AreThoseOfItsReport()
    {
        var trained = Trainings.Train(Tables.Clouds(distance: 3), Tables.Quick);
        var card = ModelCard.Read(trained.Artefact.CardJson);
        Assert.Equal(HeldOutFigures.Of(trained.Report) with { UntestedEmotions = [] }, HeldOutFigures.Of(card!) with { UntestedEmotions = [] });
        Assert.Empty(HeldOutFigures.Of(card!).UntestedEmotions);
        Assert.Null(ModelCard.Read("no card"));
    }

    [Fact]
    public void Quality_NothingOrLittleKnown_IsInconclusive()
    {
        foreach (var figures in new[] { null, Good with { Rows = 99 } })
        {
            foreach (var gate in new[] { Gate.MacroF1, Gate.Accuracy, Gate.Calibration })
                Assert.Equal(GateOutcome.Inconclusive, Check(gate, Evidence with { HeldOut = figures }).Outcome);
        }
    }

    [Fact]
    public void HeldOut_ReportOfATraining_HasItsFigures()
    {
        var trained = Trainings.Train(Tables.Clouds(distance: 3), Tables.Quick);
        var figures = HeldOutFigures.Of(trained.Report);
        Assert.Equal((120, trained.Report.Cv.MacroF1, trained.Report.Cv.Accuracy), (figures.Rows, figures.MacroF1, figures.Accuracy));
        var decision = PromotionGates.Decide(new PromotionEvidence(false, figures, null, Calm), Request, Options);
        Assert.Equal(trained.Report.Verdict.Promotable, decision.Allowed);
    }

    [Fact]
    public void AgainstChampion_ClearlyWorse_Fails()
    {
        var evidence = Evidence with { AgainstChampion = Compare(Clips.Simulate(new Random(1), 300, 2, 0.15, 0.02)) };
        var check = Check(Gate.AccuracyAgainstChampion, evidence);
        Assert.Equal(GateOutcome.Fail, check.Outcome);
        Assert.True(check.Figures["high"] < -0.02);
        Assert.Equal(GateOutcome.Fail, Check(Gate.MacroF1AgainstChampion, evidence).Outcome);
    }

    [Fact]
    public void AgainstChampion_IntervalOverTheMargin_IsInconclusiveAndSaysHowManyLabels()
    {
        var comparison = Compare(Clips.Simulate(new Random(1), 120, 1, 0.10, 0.10));
        var check = Check(Gate.AccuracyAgainstChampion, Evidence with { AgainstChampion = comparison });
        Assert.Equal(GateOutcome.Inconclusive, check.Outcome);
        Assert.Contains($"{comparison.Labels.Still} more labels", check.Reason, StringComparison.Ordinal);
        Assert.Equal(GateOutcome.Pass, Check(Gate.AccuracyAgainstChampion, Evidence with { AgainstChampion = comparison }, Options with { Margin = 0.2 }).Outcome);
    }

    [Fact]
    public void AgainstChampion_NotComparedOrFewLabels_IsInconclusive()
    {
        foreach (var comparison in new[] { null, Compare(Clips.Simulate(new Random(1), 99, 1, 0, 0)), Compare([Clips.Pair(0, EmotionLabel.Sad, EmotionLabel.Sad)]) })
        {
            foreach (var gate in new[] { Gate.MacroF1AgainstChampion, Gate.AccuracyAgainstChampion, Gate.Classes, Gate.Slices })
                Assert.Equal(GateOutcome.Inconclusive, Check(gate, Evidence with { AgainstChampion = comparison }).Outcome);
        }
    }

    [Fact]
    public void Classes_OneEmotionLost_FailsAndNamesIt()
    {
        var clips = Enumerable.Range(0, 400).Select(i =>
        {
            var truth = (EmotionLabel)(i % 4);
            return Clips.Pair(i, truth, truth == EmotionLabel.Angry && i % 8 == 2 ? EmotionLabel.Sad : truth, truth);
        }).ToArray();
        var check = Check(Gate.Classes, Evidence with { AgainstChampion = Compare(clips) });
        Assert.Equal(GateOutcome.Fail, check.Outcome);
        Assert.Contains("F1 of angry", check.Reason, StringComparison.Ordinal);
        Assert.Equal(-1 / 3.0, check.Figures["angry"], 9);
    }

    [Fact]
    public void Classes_RareEmotion_IsNotJudged()
    {
        var clips = Enumerable.Range(0, 220).Select(i =>
        {
            var truth = i < 200 ? (EmotionLabel)(i % 2) : EmotionLabel.Angry;
            return Clips.Pair(i, truth, i < 200 ? truth : EmotionLabel.Happy, truth);
        }).ToArray();
        var check = Check(Gate.Classes, Evidence with { AgainstChampion = Compare(clips) });
        Assert.Equal(GateOutcome.Pass, check.Outcome);
        Assert.Equal(1, check.Figures["tooSmall"]);
        Assert.Contains("1 had too few clips", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_GenreLost_FailsAndNamesIt()
    {
        var check = Check(Gate.Slices, Evidence with { AgainstChampion = Compare(Genres(40)) });
        Assert.Equal(GateOutcome.Fail, check.Outcome);
        Assert.Contains("accuracy in genre longa", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_FallThatChanceCouldExplain_IsInconclusive()
    {
        // 5 of 40 lost and 0 won is a fall of 0.125; over eleven genres chance alone does as much.
        var check = Check(Gate.Slices, Evidence with { AgainstChampion = Compare(Genres(7, won: 2)) });
        Assert.Equal(GateOutcome.Inconclusive, check.Outcome);
        Assert.Contains("chance could explain", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_OnlySmallOnes_IsInconclusive()
    {
        var clips = Enumerable.Range(0, 120).Select(i => Clips.Pair(i, (EmotionLabel)(i % 4), (EmotionLabel)(i % 4), (EmotionLabel)(i % 4), genre: $"g{i / 20}")).ToArray();
        var check = Check(Gate.Slices, Evidence with { AgainstChampion = Compare(clips) });
        Assert.Equal(GateOutcome.Inconclusive, check.Outcome);
        Assert.Equal("Nothing could be judged. 6 had too few clips to be judged.", check.Reason);
    }

    [Theory]
    [InlineData(1.999, GateOutcome.Pass)]
    [InlineData(2.0, GateOutcome.Fail)]
    public void Latency_P95_MustBeBelowTheLimit(double seconds, GateOutcome outcome) =>
        Assert.Equal(outcome, Check(Gate.Latency, Evidence with { Traffic = Calm with { LatencyP95 = TimeSpan.FromSeconds(seconds) } }).Outcome);

    [Theory]
    [InlineData(10, GateOutcome.Pass)]
    [InlineData(12, GateOutcome.Inconclusive)]
    [InlineData(60, GateOutcome.Fail)]
    public void Errors_Rate_FailsOnlyBeyondChance(long errors, GateOutcome outcome) =>
        Assert.Equal(outcome, Check(Gate.Errors, Evidence with { Traffic = Calm with { Errors = errors } }).Outcome);

    [Theory]
    [InlineData(260, GateOutcome.Pass)]
    [InlineData(270, GateOutcome.Inconclusive)]
    [InlineData(400, GateOutcome.Fail)]
    [InlineData(700, GateOutcome.Fail)]
    public void Review_Rate_IsJudgedAgainstTheChampionToo(long reviews, GateOutcome outcome) =>
        Assert.Equal(outcome, Check(Gate.Review, Evidence with { Traffic = Calm with { Reviews = reviews } }).Outcome);

    [Fact]
    public void Traffic_NoneOrLittle_IsInconclusive()
    {
        foreach (var traffic in new[] { null, Calm with { Requests = 99, Errors = 0, Predictions = 99, Reviews = 5 } })
        {
            foreach (var gate in new[] { Gate.Latency, Gate.Errors, Gate.Review })
                Assert.Equal(GateOutcome.Inconclusive, Check(gate, Evidence with { Traffic = traffic }).Outcome);
        }
    }

    [Fact]
    public void Decide_Inconclusive_BlocksUnlessTheOptionSaysNot()
    {
        var evidence = Evidence with { Traffic = null };
        var decision = PromotionGates.Decide(evidence, Request, Options);
        Assert.Equal((false, GateOutcome.Inconclusive, 3), (decision.Allowed, decision.Outcome, decision.Reasons.Count));
        Assert.True(PromotionGates.Decide(evidence, Request, Options with { InconclusiveBlocks = false }).Allowed);
    }

    [Fact]
    public void Decide_Force_NeedsAReasonAndIsRecorded()
    {
        var evidence = Evidence with { HeldOut = Good with { MacroF1 = 0.5 } };
        Assert.False(PromotionGates.Decide(evidence, Request, Options).Allowed);
        var without = PromotionGates.Decide(evidence, Request with { Force = true, Reason = " " }, Options);
        Assert.False(without.Allowed);
        Assert.StartsWith("Force needs a reason", without.Reasons[0], StringComparison.Ordinal);
        var forced = PromotionGates.Decide(evidence, Request with { Force = true, Reason = "the champion is broken" }, Options);
        Assert.Equal((true, true, GateOutcome.Fail), (forced.Allowed, forced.Forced, forced.Outcome));
        Assert.False(PromotionGates.Decide(Evidence, Request with { Force = true, Reason = "to be sure" }, Options).Forced);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(" ", false)]
    [InlineData("Ayşe ", false)]
    [InlineData("banu", true)]
    public void Decide_SecondPerson_MustBeSomebodyElse(string? approvedBy, bool allowed)
    {
        var options = Options with { NeedsSecondPerson = true };
        Assert.Equal(allowed, PromotionGates.Decide(Evidence, Request with { ApprovedBy = approvedBy }, options).Allowed);
        Assert.Equal(allowed, PromotionGates.Decide(Evidence, Request with { ApprovedBy = approvedBy, Force = true, Reason = "urgent" }, options).Allowed);
    }

    [Fact]
    public void Decide_NobodyPromotes_IsNotAllowed() => Assert.False(PromotionGates.Decide(Evidence, new PromotionRequest(""), Options).Allowed);

    [Fact]
    public void Check_ImpossibleCounts_NamesThem()
    {
        Assert.Contains("Errors", Assert.Throws<ArgumentException>(() => PromotionGates.Check(Evidence with { Traffic = Calm with { Errors = 2000 } }, Options)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PromotionGates.Check(Evidence, Options with { GreatestErrorRate = 1.5 }));
    }

    // Eleven genres of 40 clips; in the last one the candidate loses some that the champion has and wins some that it has not.
    private static PairedClip[] Genres(int lost, int won = 0) =>
    [
        .. Enumerable.Range(0, 440).Select(i =>
        {
            var (truth, last, place) = ((EmotionLabel)(i % 4), i / 40 == 10, i % 40);
            return Clips.Pair(
                i, last && place >= 40 - won ? Clips.Next(truth) : truth, last && place < lost ? Clips.Next(truth) : truth, truth, genre: last ? "longa" : $"g{i / 40:D2}");
        }),
    ];
}
