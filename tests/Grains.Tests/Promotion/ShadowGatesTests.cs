using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Shadows;
using Cluster.Catalog.Traffic;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using ScoringTimes = Cluster.Abstractions.Shadows.LatencyHistogram;

namespace Cluster.Grains.Tests.Promotion;

[Trait("Suite", "Cluster")]
public sealed class ShadowGatesTests(ReplayCluster cluster) : IClassFixture<ReplayCluster>
{
    private static readonly ModelChange Change = new() { Actor = "Ayşe" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string First => SmallModels.First.Version;

    private static string Second => SmallModels.Second.Version;

    [Fact]
    public async Task Gates_OfAShadow_AreInconclusiveUntilItHasScoredAndThenLetItPass()
    {
        var nothing = await cluster.Registry.CheckGatesAsync(Second, Cancel);
        Assert.Equal((false, GateResult.Inconclusive, null, null), (nothing!.Promotable, nothing.Result, nothing.ComparedBy, nothing.TrafficFrom));

        // A shadow that is wrong everywhere is held back by what it said, and a good replay does not outweigh it.
        await ScoreAsync(label => (EmotionLabel)(((int)label + 1) % 4), failed: 0);
        await cluster.ReplayAsync(Second, new ReplaySpec(null), Cancel);
        var wrong = await cluster.Registry.CheckGatesAsync(Second, Cancel);
        Assert.Equal(GateResult.Fail, wrong!.Checks.Single(check => check.Gate == "accuracyAgainstChampion").Result);
        Assert.Contains("as a shadow", wrong.ComparedBy, StringComparison.Ordinal);

        await ScoreAsync(label => label, failed: 30);
        var broken = await cluster.Registry.CheckGatesAsync(Second, Cancel);
        Assert.Equal("errors", Assert.Single(broken!.Checks, check => check.Result == GateResult.Fail).Gate);

        await ScoreAsync(label => label, failed: 0);
        var untimed = await cluster.Registry.CheckGatesAsync(Second, Cancel);
        Assert.Equal("latency", Assert.Single(untimed!.Checks, check => check.Result != GateResult.Pass).Gate);

        await cluster.Services.GetRequiredService<ITrafficStore>().PutAsync(
            [new TrafficCell(First, 4, cluster.Clock.GetUtcNow(), "shadow gates", new TrafficCounts { Requests = 200, Predictions = 200, Interactive = LatencyHistogram.Parse("40=200") })], Cancel);
        var good = await cluster.Registry.CheckGatesAsync(Second, Cancel);
        Assert.Empty(good!.Checks.Where(check => check.Result != GateResult.Pass));
        Assert.True(good.Promotable);
        Assert.Equal($"its {ReplayCluster.Tracked} recordings as a shadow", good.TrafficFrom);
        var outcome = await cluster.Registry.PromoteAsync(Second, Change with { ExpectedChampion = First }, Cancel);
        Assert.Equal((ModelChangeStatus.Done, Second), (outcome.Status, outcome.Registry.Champion));
    }

    // What champion and candidate say of every clip as stored, and what a silo has counted meanwhile.
    private async Task ScoreAsync(Func<EmotionLabel, EmotionLabel> says, long failed)
    {
        var store = cluster.Services.GetRequiredService<IShadowStore>();
        for (var i = 0; i < ReplayCluster.Tracked; i++)
        {
            var label = (EmotionLabel)(i % 4);
            await store.PutAsync([.. Enumerable.Range(0, ReplayCluster.ClipsEach).SelectMany(clip => (ShadowPrediction[])[Prediction(First, label, i, clip), Prediction(Second, says(label), i, clip)])], Cancel);
        }

        await store.PutStatisticsAsync(
            [
                new ScoringStatistics
                {
                    ModelVersion = Second,
                    AnsweredBy = First,
                    RunId = "run",
                    Silo = "silo",
                    Requests = ReplayCluster.Tracked,
                    Failed = failed,
                    Predictions = (ReplayCluster.Tracked - failed) * ReplayCluster.ClipsEach,
                    Latency = Times(ReplayCluster.Tracked),
                    StartedAt = cluster.Clock.GetUtcNow(),
                    UpdatedAt = cluster.Clock.GetUtcNow(),
                },
            ],
            Cancel);
    }

    private ShadowPrediction Prediction(string version, EmotionLabel label, int track, int clip)
    {
        var values = new double[EmotionProbabilities.Count];
        Array.Fill(values, 0.05);
        values[(int)label] = 0.85;
        return new ShadowPrediction(
            version, $"t{track:D3}", clip, new FeedbackStretch(30_000_000L * clip, 30_000_000), $"{track:D64}", FakeAnalyzer.Schema, EmotionProbabilities.From(values), null, cluster.Clock.GetUtcNow());
    }

    private static ScoringTimes Times(long count)
    {
        var counts = new long[ScoringTimes.Ranges];
        counts[ScoringTimes.RangeOf(TimeSpan.FromMilliseconds(1))] = count;
        return ScoringTimes.Of(counts);
    }
}
