using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Tracks;
using Cluster.Grains.Comparisons;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Comparisons;

[Trait("Suite", "Cluster")]
public sealed class ModelComparisonGrainTests(ShadowCluster cluster) : IClassFixture<ShadowCluster>
{
    private const int Artists = 8;
    private const int TracksOfArtist = 2;

    private static readonly ModelChange Change = new() { Actor = "Ayşe", Reason = "tests", Force = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string First => SmallModels.First.Version;

    private static string Second => SmallModels.Second.Version;

    private static string Third => SmallModels.Third.Version;

    private IModelComparisonGrain Grain => cluster.Grains.GetGrain<IModelComparisonGrain>(0);

    private IModelGrain Registry => cluster.Grains.GetGrain<IModelGrain>(IModelGrain.Family);

    [Fact]
    public async Task CompareAsync_FromNothingToLabels_SaysWhatThereIs()
    {
        Assert.Equal(ComparisonStatus.NoChampion, (await CompareAsync(Second)).Status);
        foreach (var model in (Cluster.Modeling.Artefacts.ModelArtefact[])[SmallModels.First, SmallModels.Second, SmallModels.Third]) await Registry.RegisterAsync(model.Pack(), Change, Cancel);
        await Registry.PromoteAsync(First, Change, Cancel);
        await AssertRefusedAsync(Second, null, ComparisonStatus.NothingInCommon, $"make it a shadow with `cluster models shadow {Second}`");
        await Registry.SetShadowAsync(Second, Change, Cancel);
        await AssertRefusedAsync(Second, null, ComparisonStatus.NothingInCommon, "is a shadow and scores what is tagged anew");
        await Registry.StopShadowsAsync(true, Change, Cancel);
        await AssertRefusedAsync(Second, null, ComparisonStatus.NothingInCommon, "cluster models shadows start");
        await AssertRefusedAsync("lr-9", null, ComparisonStatus.UnknownVersion, "'lr-9' is not registered");
        await AssertRefusedAsync(Second, "lr-9", ComparisonStatus.UnknownVersion, "'lr-9' is not registered");
        await AssertRefusedAsync(First, null, ComparisonStatus.SameVersion, "name two versions");
        Assert.Equal(ComparisonStatus.BadRequest, (await Grain.CompareAsync(new ComparisonRequest { Candidate = Second, Sure = 2 }, Cancel)).Status);

        // The champion says happy of everything; the candidate, and the truth, say sad of every other track.
        cluster.Models.Set(new FakeModel(First), new ShadowModel(Second, features => features[0] > 0.8 ? new EmotionProbabilities(0.9, 0.1, 0, 0) : new EmotionProbabilities(0.1, 0.9, 0, 0)));
        for (var artist = 0; artist < Artists; artist++)
        {
            for (var i = 0; i < TracksOfArtist; i++) await TagAsync($"{artist} {i}", $"Artist {artist}", i == 0 ? 0.9 : 0.78, i == 0 ? EmotionLabel.Happy : EmotionLabel.Sad);
        }

        await cluster.UntilAsync(Second, counted => counted.Requests == Artists * TracksOfArtist);
        var answer = await CompareAsync(Second);
        Assert.Equal((ComparisonStatus.Done, null), (answer.Status, answer.Problem));
        var view = answer.Comparison!;
        Assert.Equal((Second, First, Artists * TracksOfArtist, false), (view.Candidate, view.Champion, view.Clips, view.IsSample));
        Assert.Equal((Artists, Artists), (view.Agreement[0][0], view.Agreement[0][1]));
        Assert.Equal((0.5, Artists, 5), (view.AgreementShare, view.AllDisagreements, view.Disagreements.Length));
        Assert.All(view.Disagreements, pair => Assert.Equal((EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Sad), (pair.Champion, pair.Candidate, pair.Truth)));
        var labelled = view.Labelled!;
        Assert.Equal((Artists * TracksOfArtist, Artists, 0.5, 1.0), (labelled.Clips, labelled.Groups, labelled.Accuracy.Champion, labelled.Accuracy.Candidate));
        Assert.Equal((0, Artists, true), (labelled.OnlyChampionRight, labelled.OnlyCandidateRight, labelled.McNemarExact));
        Assert.Equal([EmotionLabel.Happy, EmotionLabel.Sad], labelled.Classes.Select(one => one.Emotion));
        Assert.Equal(1, labelled.SmallSlices);
        Assert.Equal((ComparisonVerdict.CandidateBetter, Artists * TracksOfArtist), (view.Verdict, view.Labels.Have));
        Assert.Equal((Artists * TracksOfArtist, 0, Artists * TracksOfArtist), (view.Traffic!.Requests, view.Traffic.Failed, view.Traffic.Predictions));
        Assert.NotNull(view.Traffic.ScoringP95Seconds);

        // The same for whoever decides on a promotion; and the other way round, from what the candidate said.
        var evidence = await cluster.Services.GetRequiredService<IModelComparisons>().CompareAsync(Second, First, null, Cancel);
        Assert.Equal((Artists * TracksOfArtist, 0, Artists * TracksOfArtist, 0), (evidence.Traffic!.Requests, evidence.Traffic.Errors, evidence.Traffic.ChampionPredictions, evidence.Traffic.ChampionReviews));
        Assert.Equal(view.Reason, evidence.Comparison!.Reason);
        Assert.Null((await cluster.Services.GetRequiredService<IModelComparisons>().CompareAsync(Third, First, null, Cancel)).Traffic);
    }

    private Task<ComparisonAnswer> CompareAsync(string candidate, string? champion = null) =>
        Grain.CompareAsync(new ComparisonRequest { Candidate = candidate, Champion = champion, Disagreements = 5 }, Cancel);

    private async Task AssertRefusedAsync(string candidate, string? champion, ComparisonStatus status, string words)
    {
        var answer = await CompareAsync(candidate, champion);
        Assert.Equal((status, null), (answer.Status, answer.Comparison));
        Assert.Contains(words, answer.Problem, StringComparison.Ordinal);
    }

    private async Task TagAsync(string id, string artist, double happy, EmotionLabel truth)
    {
        await cluster.Track(id).RegisterAsync(new TrackMetadata { Artist = artist, Genre = "uşşak" }, Cancel);
        Assert.Null((await cluster.Track(id).TagAsync(new TagRequest(cluster.WriteAudio($"{id}.txt", happy: happy), false), Cancel)).Failure);
        var feedback = await cluster.Grains.GetGrain<IFeedbackGrain>(id).GiveAsync(
            new FeedbackRequest { Id = id, ClipIndex = 0, Author = new FeedbackAuthor(AnnotatorKind.Annotator, "Ayşe"), Emotion = truth }, Cancel);
        Assert.Equal(FeedbackStatus.Stored, feedback.Status);
    }
}
