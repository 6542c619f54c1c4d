using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Experiments;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Experiments;

[Trait("Suite", "Cluster")]
public sealed class ExperimentUnderLoadTests(ServingCluster cluster) : IClassFixture<ServingCluster>
{
    private const int Rounds = 6;
    private const int AnswersPerStep = 12;
    private const int Callers = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Experiments_ThatComeAndGoUnderLoad_CostNoAnswerMixNothingAndCountEachUnitOnce()
    {
        var grain = cluster.Grains.GetGrain<IExperimentGrain>(IExperimentGrain.Family);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var answered = new SemaphoreSlim(0);
        var answers = new ConcurrentQueue<(ImmutableArray<ExperimentTag> Tags, string Unit, string Version)>();
        var callers = Enumerable.Range(0, Callers).Select(i => i % 2 == 0 ? PredictAsync(i) : TagAsync(i)).ToArray();
        var ids = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var id = GrainCluster.Fresh("load");
            ids.Add(id);
            var spec = Trials.Models(0.3, 0.3, SmallModels.Second.Version, round % 2 == 0 ? ExperimentUnit.User : ExperimentUnit.Track);
            Assert.Equal(ExperimentChangeStatus.Done, (await grain.CreateAsync(id, spec, Trials.Change, Cancel)).Status);
            Assert.Equal(ExperimentChangeStatus.Done, (await grain.StartAsync(id, Trials.Change, Cancel)).Status);
            foreach (var running in cluster.Followers) await running.ReconcileAsync(Cancel);
            await MoreAsync();
            Assert.Equal(ExperimentChangeStatus.Done, (await grain.SetSharesAsync(id, ImmutableDictionary<string, double>.Empty.Add("b", 0.6), Trials.Change, Cancel)).Status);
            await MoreAsync();
            Assert.Equal(ExperimentChangeStatus.Done, (await grain.StopAsync(id, Trials.Change, Cancel)).Status);
            await MoreAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        Assert.Contains(answers, answer => answer.Tags.Any(tag => tag.Arm == "b"));
        Assert.All(answers.Where(answer => !answer.Tags.IsEmpty), answer => Assert.Equal(
            Assert.Single(answer.Tags).Arm == "b" ? SmallModels.Second.Version : SmallModels.First.Version, answer.Version));
        Assert.DoesNotContain(answers, answer => answer.Tags.IsEmpty && answer.Version != SmallModels.First.Version);

        // Each unit once, whichever silo answered it and however often.
        foreach (var log in cluster.ExposureLogs) await log.FlushAsync();
        var store = cluster.Services.GetRequiredService<IExposureStore>();
        foreach (var id in ids)
        {
            var units = answers.SelectMany(answer => answer.Tags.Where(tag => tag.ExperimentId == id).Select(tag => answer.Unit)).Distinct().Count();
            Assert.Equal(units, (await store.CountAsync(id, Cancel)).Sum(count => count.Exposed));
        }

        async Task MoreAsync()
        {
            for (var i = 0; i < AnswersPerStep; i++)
            {
                // Callers end early only by failing, which is thrown here.
                var more = answered.WaitAsync(Cancel);
                if (await Task.WhenAny([more, .. callers]) is var first && first != more) await first;
            }
        }

        async Task PredictAsync(int caller)
        {
            var file = cluster.WriteAudio($"load/{caller}.txt", seconds: 300);
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var unit = $"user {caller} {i % 50}";
                var outcome = await cluster.Grains.GetGrain<IPredictorGrain>(0).PredictAsync(new PredictRequest(file, Unit: unit), CancellationToken.None);
                Assert.Null(outcome.Failure);
                Answered(outcome.Experiments, unit, outcome.Clips.Select(clip => clip.Prediction!.ModelVersion).Append(outcome.Emotion!.Prediction.ModelVersion));
            }
        }

        async Task TagAsync(int caller)
        {
            var file = cluster.WriteAudio($"load/{caller}.txt", seconds: 300);
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var unit = $"load {caller} {i % 50}";
                var outcome = await cluster.Track(unit).TagAsync(new TagRequest(file), CancellationToken.None);
                Assert.Null(outcome.Failure);
                Answered(outcome.Experiments, unit, outcome.Track!.Clips.Select(clip => clip.Prediction!.ModelVersion).Append(outcome.Track.Emotion!.Prediction.ModelVersion));
            }
        }

        void Answered(ImmutableArray<ExperimentTag> tags, string unit, IEnumerable<string> versions)
        {
            answers.Enqueue((tags, unit, Assert.Single(versions.Distinct())));
            answered.Release();
        }
    }
}
