using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Explanations;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Models;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Trees;
using Cluster.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Explanations;

[Trait("Suite", "Cluster")]
public sealed class ExplanationGrainTests(ServingCluster cluster) : IClassFixture<ServingCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, ExplanationAlgorithm> Models => new()
    {
        { "logistic", ExplanationAlgorithm.Linear },
        { "trees", ExplanationAlgorithm.TreeShapley },
        { "discriminant logistic kernel vote", ExplanationAlgorithm.GroupShapley },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Explain_ClipOfATaggedTrack_AddsUpToItsStoredPredictionWithoutAudio(string candidates, ExplanationAlgorithm expected)
    {
        if (candidates == "trees") Needs.Component(LightGbmLibrary.IsAvailable, "what LightGBM's native library needs (apt-get install libgomp1)");
        await ServeAsync(SmallModels.Train(11, candidates: candidates.Split(' ')));
        var id = await TaggedAsync(expected.ToString());
        var analyses = cluster.Analyzer.Calls;
        foreach (var limit in (int[])[0, 2, 512])
        {
            var outcome = await Explanation(id, 1).ExplainAsync(new ExplainRequest(ExplanationMethod.Shap, limit), Cancel);
            Assert.Equal((ExplainStatus.Explained, null), (outcome.Status, outcome.Reason));
            var (explanation, prediction) = (outcome.Explanation!, outcome.Clip!.Prediction!);
            Assert.Equal((expected, prediction.Label, prediction.ModelVersion), (explanation.Algorithm, explanation.Top, explanation.ModelVersion));
            Assert.Equal((Math.Min(limit, 4), Math.Max(0, 4 - limit)), (explanation.Features.Length, explanation.Unlisted?.Features ?? 0));
            AssertAddsUp(explanation, 1e-6);
            Assert.Equal(Math.Log(prediction.Probabilities[explanation.Top] / prediction.Probabilities[explanation.RunnerUp]), explanation.Difference.Output, 1e-6);
        }

        Assert.Equal(analyses, cluster.Analyzer.Calls);
    }

    [Fact]
    public async Task Explain_Again_IsTheSameWhoeverComputesIt()
    {
        await ServeAsync(SmallModels.First);
        var (first, second) = (await TaggedAsync("one"), await TaggedAsync("two"));
        foreach (var method in Enum.GetValues<ExplanationMethod>())
        {
            var request = new ExplainRequest(method);
            var known = await Explanation(first, 0).ExplainAsync(request, Cancel);
            var kept = await Explanation(first, 0).ExplainAsync(request, Cancel);
            var anew = await Explanation(second, 0).ExplainAsync(request, Cancel);
            Assert.Equal(Numbers(known), Numbers(kept));
            Assert.Equal(Numbers(known), Numbers(anew));
            Assert.Equal(method == ExplanationMethod.Lime, known.Explanation!.Fit is not null);
        }
    }

    [Fact]
    public async Task Explain_TrackTaggedAnew_FollowsTheNewModel()
    {
        await ServeAsync(SmallModels.First);
        var id = await TaggedAsync("anew");
        Assert.Equal(SmallModels.First.Version, (await Explanation(id, 0).ExplainAsync(new ExplainRequest(), Cancel)).Explanation!.ModelVersion);
        await ServeAsync(SmallModels.Second);
        Assert.Equal(SmallModels.First.Version, (await Explanation(id, 0).ExplainAsync(new ExplainRequest(), Cancel)).Explanation!.ModelVersion);
        Assert.Null((await cluster.Track(id).TagAsync(new TagRequest(cluster.Combine($"{id}.wav")), Cancel)).Failure);
        Assert.Equal(SmallModels.Second.Version, (await Explanation(id, 0).ExplainAsync(new ExplainRequest(), Cancel)).Explanation!.ModelVersion);
    }

    [Fact]
    public async Task Explain_WhatIsNotThereOrNotTagged_SaysSo()
    {
        await ServeAsync(SmallModels.First);
        var id = await TaggedAsync("known");
        foreach (var key in (string[])[$"{id}#9", GrainCluster.Fresh("unknown") + "#0", "no clip id"])
            Assert.Equal(ExplainStatus.NotFound, (await cluster.Grains.GetGrain<IExplanationGrain>(key).ExplainAsync(new ExplainRequest(), Cancel)).Status);
    }

    [Fact]
    public async Task Explain_ModelWhoseArtefactIsGone_SaysWhichAndWhatToDo()
    {
        var model = SmallModels.Train(77);
        await ServeAsync(model);
        var id = await TaggedAsync("gone");
        await cluster.ForgetArtefactAsync(model.Version, Cancel);
        var outcome = await Explanation(id, 0).ExplainAsync(new ExplainRequest(), Cancel);
        Assert.Equal(ExplainStatus.ModelNotLoadable, outcome.Status);
        Assert.Contains(model.Version, outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("register it again", outcome.Reason, StringComparison.Ordinal);
        await Store.PutAsync(model.Version, model.Pack(), Cancel);
        Assert.Equal(ExplainStatus.Explained, (await Explanation(id, 0).ExplainAsync(new ExplainRequest(), Cancel)).Status);
    }

    [Fact]
    public async Task Predict_WithExplanations_ExplainsTheClipsThatItRestsOn()
    {
        await ServeAsync(SmallModels.First);
        var path = cluster.WriteAudio($"{GrainCluster.Fresh("posted")}.wav", 30 * 12, 0.9);
        var predictor = cluster.Grains.GetGrain<IPredictorGrain>(0);
        Assert.Null((await predictor.PredictAsync(new PredictRequest(path), Cancel)).Explanations);
        var outcome = await predictor.PredictAsync(new PredictRequest(path, Explain: new ExplainRequest(FeatureLimit: 3)), Cancel);
        var explanations = outcome.Explanations!;
        Assert.Equal((8, 4, null), (explanations.Clips.Length, explanations.LeftOut, explanations.Reason));
        Assert.Equal(Enumerable.Range(0, 8), explanations.Clips.Select(clip => clip.Index));
        Assert.All(explanations.Clips, clip => AssertAddsUp(clip.Explanation, 1e-6));
        Assert.Equal(outcome.Clips[0].Prediction!.Probabilities, explanations.Clips[0].Explanation.Probabilities);
    }

    /// <summary>Base, contributions and residual are the output, by group and by feature, for the difference and every class.</summary>
    private static void AssertAddsUp(AnswerExplanation explanation, double most)
    {
        Check(explanation.Difference, explanation.Groups.Sum(group => group.Contribution), explanation.Features.Sum(feature => feature.Contribution) + (explanation.Unlisted?.Contribution ?? 0));
        foreach (var (k, output) in explanation.Classes.Index())
            Check(output, explanation.Groups.Sum(group => group.ByClass[k]), explanation.Features.Sum(feature => feature.ByClass[k]) + (explanation.Unlisted?.ByClass[k] ?? 0));

        void Check(OutputExplanation output, double groups, double features)
        {
            Assert.Equal(output.Output, output.Base + groups, most);
            Assert.Equal(output.Output, output.Base + features, most);
        }
    }

    private static IEnumerable<double> Numbers(ExplainOutcome outcome) =>
        outcome.Explanation!.Groups.Select(group => group.Contribution).Concat(outcome.Explanation.Features.Select(feature => feature.Contribution)).Append(outcome.Explanation.Difference.Base);

    private IModelArtefactStore Store => cluster.Services.GetRequiredService<IModelArtefactStore>();

    private IExplanationGrain Explanation(string id, int index) => cluster.Grains.GetGrain<IExplanationGrain>(new ClipId(id, index).ToString());

    private async Task ServeAsync(ModelArtefact model)
    {
        var change = new ModelChange { Actor = "tests", Reason = "tests", Force = true };
        await cluster.Registry.RegisterAsync(model.Pack(), change, Cancel);
        if ((await cluster.Registry.GetAsync(Cancel)).Champion is var champion && champion != model.Version)
            Assert.Equal(ModelChangeStatus.Done, (await cluster.Registry.PromoteAsync(model.Version, change with { ExpectedChampion = champion }, Cancel)).Status);
        foreach (var serving in cluster.Serving) await serving.ReconcileAsync(Cancel);
    }

    private async Task<string> TaggedAsync(string name)
    {
        var id = GrainCluster.Fresh(name);
        Assert.Null((await cluster.Track(id).TagAsync(new TagRequest(cluster.WriteAudio($"{id}.wav", 75, 0.7)), Cancel)).Failure);
        return id;
    }
}
