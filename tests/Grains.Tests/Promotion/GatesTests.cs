using System.Text.Json;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Traffic;
using Cluster.Grains.Promotion;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Promotion;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Promotion;

public sealed class GatesTests : IClassFixture<GrainCluster>
{
    private const int Clips = 200;

    private static readonly ModelChange Change = new() { Actor = "Ayşe" };
    private static readonly ModelChange Forced = Change with { Reason = "the first of its kind", Force = true };
    private static readonly TrafficFigures Calm = new(1000, 0, TimeSpan.FromSeconds(0.4), 1000, 150, 1000, 160);
    private readonly GrainCluster cluster;

    public GatesTests(GrainCluster cluster)
    {
        this.cluster = cluster;
        cluster.Comparison.Known.Clear();

        // The small models are tested on 64 rows.
        cluster.Promotion.Gates = new PromotionGateOptions { LeastLabelled = 50, Criteria = new(CalibrationError: 1) };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string First => SmallModels.First.Version;

    private static string Second => SmallModels.Second.Version;

    [Fact]
    public async Task Promote_OfAFirstChampionThatIsGood_NeedsNoForceAndNoTraffic()
    {
        var registry = await RegisteredAsync();
        var outcome = await registry.PromoteAsync(First, Change, Cancel);
        Assert.Equal((ModelChangeStatus.Done, null, null), (outcome.Status, outcome.Problem, outcome.Registry.Bake));
        Assert.All(outcome.Gates!.Checks, check => Assert.Equal(GateResult.Pass, check.Result));
    }

    [Fact]
    public async Task Promote_OfWhatWasNeverCompared_IsBlockedWithEachReasonAndChangesNothing()
    {
        var registry = await RegisteredAsync(First);
        var before = await registry.GetAsync(Cancel);
        var outcome = await registry.PromoteAsync(Second, Change with { ExpectedChampion = First }, Cancel);
        Assert.Equal((ModelChangeStatus.GatesBlock, First, before.Revision), (outcome.Status, outcome.Registry.Champion, outcome.Registry.Revision));
        Assert.Contains("It was not compared with the champion", outcome.Problem, StringComparison.Ordinal);
        Assert.Contains($"cluster models replay {Second}", outcome.Problem, StringComparison.Ordinal);
        Assert.Contains("force it with a reason", outcome.Problem, StringComparison.Ordinal);
        var gates = await registry.CheckGatesAsync(Second, Cancel);
        Assert.Equal((false, GateResult.Inconclusive), (gates!.Promotable, gates.Result));
        Assert.Equal(gates.Checks.Select(check => (check.Gate, check.Result, check.Reason)), outcome.Gates!.Checks.Select(check => (check.Gate, check.Result, check.Reason)));
        Assert.Equal(Enum.GetValues<Gate>().Length, gates.Checks.Length);
        Assert.Null(await registry.CheckGatesAsync("lr-unknown", Cancel));
    }

    [Fact]
    public async Task Promote_OfWhatIsAsGood_PassesOnTheComparisonAndSaysWhereItComesFrom()
    {
        var registry = await RegisteredAsync(First);
        cluster.Comparison.Known[Second] = new PromotionFindings(Compare(worse: 0), "a test", Calm, "a test");
        var outcome = await registry.PromoteAsync(Second, Change with { ExpectedChampion = First }, Cancel);
        Assert.Equal((ModelChangeStatus.Done, null), (outcome.Status, outcome.Problem));
        Assert.Equal(("a test", "a test", true), (outcome.Gates!.ComparedBy, outcome.Gates.TrafficFrom, outcome.Gates.Promotable));
        Assert.Equal((Second, First, BakeState.Watching), (outcome.Registry.Bake!.Version, outcome.Registry.Bake.Former, outcome.Registry.Bake.State));
    }

    [Fact]
    public async Task Promote_OfWhatIsWorse_TakesForceWhichIsRecordedWithTheChecks()
    {
        var registry = await RegisteredAsync(First);
        cluster.Comparison.Known[Second] = new PromotionFindings(Compare(worse: 60), "a test", Calm, "a test");
        var blocked = await registry.PromoteAsync(Second, Change with { ExpectedChampion = First }, Cancel);
        Assert.Equal((ModelChangeStatus.GatesBlock, GateResult.Fail), (blocked.Status, blocked.Gates!.Result));

        var forced = Forced with { ExpectedChampion = First, ApprovedBy = "Mehmet", Evidence = """the "minutes" of Tuesday""" };
        Assert.Equal(ModelChangeStatus.Done, (await registry.PromoteAsync(Second, forced, Cancel)).Status);
        var entry = (await registry.GetAuditAsync(null, 1, Cancel)).Entries[0];
        Assert.Equal(("Ayşe", "the first of its kind"), (entry.Actor, entry.Reason));
        using var evidence = JsonDocument.Parse(entry.Evidence!);
        var root = evidence.RootElement;
        Assert.Equal(
            ("fail", true, "Mehmet", """the "minutes" of Tuesday"""),
            (root.GetProperty("outcome").GetString(), root.GetProperty("forced").GetBoolean(), root.GetProperty("approvedBy").GetString(), root.GetProperty("given").GetString()));
        Assert.Contains(root.GetProperty("checks").EnumerateArray(), check => check.GetProperty("gate").GetString() == "accuracyAgainstChampion" && check.GetProperty("outcome").GetString() == "fail");
    }

    [Fact]
    public async Task Promote_WithMuchEvidence_KeepsTheCallersWordsAndEveryCheckOrIsRefused()
    {
        var registry = await RegisteredAsync(First);
        var words = Forced with { ExpectedChampion = First, Evidence = new string('"', 2 * ModelChange.MaxEvidenceLength / 3) };
        var refused = await registry.PromoteAsync(Second, words, Cancel);
        Assert.Equal((ModelChangeStatus.BadRequest, First), (refused.Status, refused.Registry.Champion));
        Assert.Contains("evidence is too long", refused.Problem, StringComparison.Ordinal);

        words = words with { Evidence = new string('x', 2000) };
        Assert.Equal(ModelChangeStatus.Done, (await registry.PromoteAsync(Second, words, Cancel)).Status);
        var evidence = (await registry.GetAuditAsync(null, 1, Cancel)).Entries[0].Evidence!;
        Assert.True(evidence.Length <= ModelChange.MaxEvidenceLength);
        using var json = JsonDocument.Parse(evidence);
        Assert.Equal((2000, Enum.GetValues<Gate>().Length), (json.RootElement.GetProperty("given").GetString()!.Length, json.RootElement.GetProperty("checks").GetArrayLength()));
    }

    [Fact]
    public async Task Promote_WhereTwoPeopleAreNeeded_AsksForAnother()
    {
        cluster.Promotion.Gates = cluster.Promotion.Gates with { NeedsSecondPerson = true };
        var registry = await RegisteredAsync();
        foreach (var approver in (string?[])[null, " ayşe "])
        {
            var alone = await registry.PromoteAsync(First, Forced with { ApprovedBy = approver }, Cancel);
            Assert.Equal(ModelChangeStatus.GatesBlock, alone.Status);
            Assert.Contains("second person", alone.Problem, StringComparison.Ordinal);
        }

        Assert.Equal(ModelChangeStatus.Done, (await registry.PromoteAsync(First, Change with { ApprovedBy = "Mehmet" }, Cancel)).Status);
    }

    [Fact]
    public async Task Promote_WhereInconclusiveDoesNotBlock_Passes()
    {
        cluster.Promotion.Gates = cluster.Promotion.Gates with { InconclusiveBlocks = false };
        var registry = await RegisteredAsync(First);
        var outcome = await registry.PromoteAsync(Second, Change with { ExpectedChampion = First }, Cancel);
        Assert.Equal((ModelChangeStatus.Done, GateResult.Inconclusive, true), (outcome.Status, outcome.Gates!.Result, outcome.Gates.Promotable));
    }

    [Fact]
    public async Task Check_OfAVersionThatHasAnswered_GoesByItsOwnAnswers()
    {
        var store = cluster.Services.GetRequiredService<ITrafficStore>();
        var third = SmallModels.Third.Version;
        var counts = new TrafficCounts { Requests = 200, Errors = 40, Predictions = 160, Reviews = 20, Interactive = LatencyHistogram.Parse("20=160") };
        await store.PutAsync([new TrafficCell(third, 3, cluster.Clock.GetUtcNow(), "gates", counts)], Cancel);
        var registry = await RegisteredAsync(First);
        var gates = await registry.CheckGatesAsync(third, Cancel);
        Assert.Equal("its own answers", gates!.TrafficFrom);
        Assert.Equal(GateResult.Fail, gates.Checks.Single(check => check.Gate == "errors").Result);
        Assert.Equal(GateResult.Pass, gates.Checks.Single(check => check.Gate == "latency").Result);
    }

    [Fact]
    public async Task Bake_OverAChampionOfFewReviews_AllowsTheRiseThatTheGatesAllow()
    {
        var store = cluster.Services.GetRequiredService<ITrafficStore>();
        var gone = SmallModels.Train(seed: 91);
        var registry = await RegisteredAsync();
        await registry.RegisterAsync(gone.Pack(), Change, Cancel);
        await registry.PromoteAsync(gone.Version, Forced, Cancel);
        await store.PutAsync([new TrafficCell(gone.Version, 1, cluster.Clock.GetUtcNow(), "bake", new TrafficCounts { Requests = 200, Predictions = 200, Reviews = 20 })], Cancel);
        var bake = (await registry.PromoteAsync(First, Forced with { ExpectedChampion = gone.Version }, Cancel)).Registry.Bake!;
        Assert.Equal(0.2, bake.Limits.GreatestReviewRate, 9);
        Assert.Equal(bake.Since + TimeSpan.FromHours(24), bake.Until);
    }

    private async Task<IModelGrain> RegisteredAsync(string? champion = null)
    {
        var registry = cluster.Grains.GetGrain<IModelGrain>(GrainCluster.Fresh("family"));
        foreach (var model in (ModelArtefact[])[SmallModels.First, SmallModels.Second, SmallModels.Third]) await registry.RegisterAsync(model.Pack(), Change, Cancel);
        if (champion is not null) Assert.Equal(ModelChangeStatus.Done, (await registry.PromoteAsync(champion, Forced with { ApprovedBy = "Mehmet" }, Cancel)).Status);
        return registry;
    }

    /// <summary>Two models that are right on all clips, but for those that the candidate gets wrong.</summary>
    private static ModelComparison Compare(int worse) => ModelComparer.Compare(
        [
            .. Enumerable.Range(0, Clips).Select(i => new PairedClip
            {
                Clip = new ClipId($"t{i}", 0),
                Artist = $"a{i / 2}",
                Truth = (EmotionLabel)(i % 4),
                Champion = Sure((EmotionLabel)(i % 4)),
                Candidate = Sure((EmotionLabel)((i < worse ? i + 1 : i) % 4)),
            }),
        ],
        new ComparisonOptions { Resamples = 200 });

    private static EmotionProbabilities Sure(EmotionLabel label)
    {
        var values = new double[EmotionProbabilities.Count];
        Array.Fill(values, 0.05);
        values[(int)label] = 0.85;
        return EmotionProbabilities.From(values);
    }
}
