using System.Collections.Concurrent;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Grains.Tests.Support;

namespace Cluster.Grains.Tests.Models;

[Trait("Suite", "Cluster")]
public sealed class PromotionUnderLoadTests(ServingCluster cluster) : IClassFixture<ServingCluster>
{
    private const int Promotions = 20;
    private const int AnswersPerPromotion = 25;
    private const int Callers = 4;

    private static readonly ModelChange Change = new() { Actor = "Ayşe", Reason = "load", Force = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PromoteAsync_AgainAndAgainUnderLoad_CostsNoAnswerAndMixesNoVersions()
    {
        var files = Enumerable.Range(0, Callers).Select(i => cluster.WriteAudio($"load/{i}.txt", seconds: 600)).ToArray();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var answers = new Answers();
        var callers = files.Select((file, i) => i % 2 == 0 ? PredictAsync(file, answers, stop.Token) : TagAsync(file, answers, stop.Token)).ToArray();
        string[] versions = [SmallModels.First.Version, SmallModels.Second.Version, SmallModels.Third.Version];
        var view = await cluster.Registry.GetAsync(Cancel);
        for (var i = 0; i < Promotions; i++)
        {
            // By turns a version that no silo holds, which has to be loaded, and the way back to the one that they kept.
            var expected = Change with { ExpectedChampion = view.Champion };
            var next = i % 2 == 0 ? versions.First(version => version != view.Champion && version != view.PreviousChampion) : view.PreviousChampion!;
            var outcome = i % 2 == 0 ? await cluster.Registry.PromoteAsync(next, expected, Cancel) : await cluster.Registry.RollbackAsync(expected, Cancel);
            Assert.Equal((ModelChangeStatus.Done, next), (outcome.Status, outcome.Registry.Champion));
            view = outcome.Registry;

            // Load goes on during and after every promotion; the callers end early only by failing, which is thrown below.
            await Task.WhenAny(answers.MoreAsync(AnswersPerPromotion), Task.WhenAny(callers));
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        Assert.True(answers.Count >= Promotions * AnswersPerPromotion);
        Assert.Equal(versions.ToHashSet(), answers.Versions.ToHashSet());
        foreach (var models in cluster.Serving)
        {
            await models.ReconcileAsync(Cancel);
            Assert.Equal(view.Champion, models.Current.Champion?.Manifest.ModelVersion);
        }

        Assert.True((await cluster.Registry.GetAuditAsync(null, 1, Cancel)).Verification.Intact);
    }

    private async Task PredictAsync(string file, Answers answers, CancellationToken stop)
    {
        var predictor = cluster.Grains.GetGrain<IPredictorGrain>(0);
        while (!stop.IsCancellationRequested)
        {
            var outcome = await predictor.PredictAsync(new PredictRequest(file, 0, null), CancellationToken.None);
            Assert.Null(outcome.Failure);
            answers.Add([outcome.Emotion!.Prediction, .. outcome.Clips.Select(clip => clip.Prediction!)]);
        }
    }

    private async Task TagAsync(string file, Answers answers, CancellationToken stop)
    {
        var track = cluster.Track(GrainCluster.Fresh("load"));
        while (!stop.IsCancellationRequested)
        {
            var outcome = await track.TagAsync(new TagRequest(file, true), CancellationToken.None);
            Assert.Null(outcome.Failure);
            answers.Add([outcome.Track!.Emotion!.Prediction, .. outcome.Track.Clips.Select(clip => clip.Prediction!)]);
        }
    }

    /// <summary>Counts answers, and holds each to one version.</summary>
    private sealed class Answers
    {
        private readonly ConcurrentDictionary<string, int> versions = new();
        private readonly Lock gate = new();
        private int count;
        private int wanted;
        private TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count => Volatile.Read(ref count);

        public IEnumerable<string> Versions => versions.Keys;

        public void Add(IReadOnlyList<Prediction> predictions)
        {
            Assert.True(predictions.Count > 10);
            var version = Assert.Single(predictions.Select(prediction => prediction.ModelVersion).Distinct());
            versions.AddOrUpdate(version, 1, (_, before) => before + 1);
            lock (gate)
            {
                count++;
                if (count >= wanted) reached.TrySetResult();
            }
        }

        public Task MoreAsync(int more)
        {
            lock (gate)
            {
                wanted = count + more;
                reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return reached.Task;
            }
        }
    }
}
