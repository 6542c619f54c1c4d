using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Reviews;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Feedbacks;

public sealed class FeedbackGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly FeedbackAuthor Ayşe = new(AnnotatorKind.Annotator, "Ayşe");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IFeedbackStore Store => cluster.Services.GetRequiredService<IFeedbackStore>();

    [Fact]
    public async Task GiveAsync_OnATaggedTrack_StoresItWithItsPredictionAndLabelsTheTrack()
    {
        var id = await TagAsync("give");
        var outcome = await Feedback(id).GiveAsync(Request("give-1", EmotionLabel.Angry), Cancel);
        Assert.Equal(FeedbackStatus.Stored, outcome.Status);
        Assert.Equal(outcome.Feedback, await Store.FindAsync(outcome.Feedback!.Id, Cancel));
        var track = (await cluster.Tracks.FindAsync(id, Cancel))!;
        Assert.Equal(PredictionSeen.Of(track.Emotion!.Prediction), outcome.Feedback.Predicted);
        Assert.Equal(track.Audio!.ContentHash, outcome.Feedback.ContentHash);
        Assert.Equal(EmotionLabel.Angry, (await LabelOfAsync(id))!.Emotion);
    }

    [Fact]
    public async Task GiveAsync_Again_IsKnownAlsoAfterTheTrackWasTaggedAnew()
    {
        var id = await TagAsync("again");
        var request = Request($"again-{id}", EmotionLabel.Angry);
        var first = await Feedback(id).GiveAsync(request, Cancel);
        var other = cluster.WriteAudio($"{id}-other.wav", happy: 0.1);
        await cluster.Track(id).TagAsync(new TagRequest(other), Cancel);
        var again = await Feedback(id).GiveAsync(request, Cancel);
        Assert.Equal((FeedbackStatus.Known, first.Feedback), (again.Status, again.Feedback));
        Assert.Equal(FeedbackStatus.OtherFeedback, (await Feedback(id).GiveAsync(request with { Emotion = EmotionLabel.Sad }, Cancel)).Status);

        // Its prediction is the one of then, and new feedback is on the one of now.
        var later = await Feedback(id).GiveAsync(request with { Id = $"later-{id}" }, Cancel);
        Assert.Equal((EmotionLabel.Happy, EmotionLabel.Sad), (again.Feedback!.Predicted.Label, later.Feedback!.Predicted.Label));
    }

    [Fact]
    public async Task GiveAsync_OnWhatIsNotPredicted_StoresNothing()
    {
        var id = GrainCluster.Fresh("none");
        Assert.Equal(FeedbackStatus.NotFound, (await Feedback(id).GiveAsync(Request(id, EmotionLabel.Sad), Cancel)).Status);
        await cluster.Track(id).RegisterAsync(new TrackMetadata { Title = "untagged" }, Cancel);
        Assert.Equal(FeedbackStatus.NotPredicted, (await Feedback(id).GiveAsync(Request(id, EmotionLabel.Sad), Cancel)).Status);
        Assert.Null(await Store.FindAsync(id, Cancel));
    }

    [Fact]
    public async Task GiveAsync_ManyAtOnce_CountsEachAuthor()
    {
        var id = await TagAsync("many");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Feedback(id).GiveAsync(
            Request($"{id}-{i}", EmotionLabel.Relaxed) with { Author = new FeedbackAuthor(AnnotatorKind.User, $"u{i}"), ClipIndex = 0 }, Cancel)));
        Assert.Equal((EmotionLabel.Relaxed, 20, 0), ((await LabelOfAsync(id))!.Emotion, (await LabelOfAsync(id))!.Voters, (await LabelOfAsync(id))!.ClipIndex));
    }

    [Fact]
    public async Task UndoAsync_ByItsAuthorOnly_TakesTheLabelBack()
    {
        var id = await TagAsync("undo");
        await Feedback(id).GiveAsync(Request($"f-{id}", EmotionLabel.Angry), Cancel);
        Assert.Equal(FeedbackStatus.OtherAuthor, (await Feedback(id).UndoAsync($"f-{id}", Ayşe with { Name = "Bora" }, Cancel)).Status);
        Assert.Equal(FeedbackStatus.OtherAuthor, (await Feedback(id).UndoAsync($"f-{id}", Ayşe with { Kind = AnnotatorKind.User }, Cancel)).Status);
        Assert.Equal(FeedbackStatus.NotFound, (await Feedback("another track").UndoAsync($"f-{id}", Ayşe, Cancel)).Status);
        Assert.NotNull(await LabelOfAsync(id));
        var undone = await Feedback(id).UndoAsync($"f-{id}", Ayşe, Cancel);
        Assert.Equal((FeedbackStatus.Stored, cluster.Clock.GetUtcNow()), (undone.Status, undone.Feedback!.UndoneAt));
        Assert.Equal(FeedbackStatus.Known, (await Feedback(id).UndoAsync($"f-{id}", Ayşe, Cancel)).Status);
        Assert.Null(await LabelOfAsync(id));
    }

    [Fact]
    public async Task TagAsync_OfAnUnsureTrack_QueuesItForReviewUntilItIsLabelled()
    {
        var id = await TagAsync("review", happy: 0.55);
        Assert.True(await IsQueuedAsync(id));
        await Feedback(id).GiveAsync(Request($"r-{id}", EmotionLabel.Sad), Cancel);
        Assert.False(await IsQueuedAsync(id));
        await Feedback(id).UndoAsync($"r-{id}", Ayşe, Cancel);
        Assert.True(await IsQueuedAsync(id));
    }

    [Fact]
    public async Task MeasureAsync_OfAnnotators_ComparesWhatBothRated()
    {
        // Of kind data set, which no other test here gives feedback as.
        for (var i = 0; i < 6; i++)
        {
            var id = await TagAsync($"agree-{i}");
            var emotion = (EmotionLabel)(i % 4);
            await Feedback(id).GiveAsync(Request($"1-{id}", emotion) with { Author = new FeedbackAuthor(AnnotatorKind.DataSet, "first") }, Cancel);
            await Feedback(id).GiveAsync(
                Request($"2-{id}", i == 5 ? EmotionLabel.Relaxed : emotion) with { Author = new FeedbackAuthor(AnnotatorKind.DataSet, "second") }, Cancel);
        }

        var view = await cluster.Grains.GetGrain<IAgreementGrain>(0).MeasureAsync([AnnotatorKind.DataSet], 6, Cancel);
        Assert.Equal((6, 0, 2, 0), (view.Items, view.SingleItems, view.Raters, view.RatersLeftOut));
        Assert.Equal(5.0 / 6, view.PercentAgreement!.Value, 12);
        var pair = Assert.Single(view.Pairs);
        Assert.Equal(("first", "second", 6), (pair.First.Name, pair.Second.Name, pair.Items));

        // First: happy 2, sad 2, angry 1, relaxed 1; second: happy 2, sad 1, angry 1, relaxed 2.
        var chance = ((2 * 2) + (2 * 1) + (1 * 1) + (1 * 2)) / 36.0;
        Assert.Equal(((5.0 / 6) - chance) / (1 - chance), pair.CohenKappa!.Value, 12);
        Assert.InRange(pair.CohenKappa.Value, pair.CohenKappa.Low!.Value, pair.CohenKappa.High!.Value);
        Assert.Empty((await cluster.Grains.GetGrain<IAgreementGrain>(0).MeasureAsync([AnnotatorKind.DataSet], 7, Cancel)).Pairs);
    }

    private static FeedbackRequest Request(string id, EmotionLabel emotion) => new() { Id = id, Author = Ayşe, Emotion = emotion };

    private IFeedbackGrain Feedback(string trackId) => cluster.Grains.GetGrain<IFeedbackGrain>(trackId);

    private async Task<string> TagAsync(string name, double happy = 0.9)
    {
        var id = GrainCluster.Fresh(name);
        Assert.Null((await cluster.Track(id).TagAsync(new TagRequest(cluster.WriteAudio($"{id}.wav", happy: happy)), Cancel)).Failure);
        return id;
    }

    private async Task<TrackLabel?> LabelOfAsync(string id) => (await Store.ListLabelsAsync(null, 1000, Cancel)).Items.SingleOrDefault(label => label.TrackId == id);

    private async Task<bool> IsQueuedAsync(string id) =>
        (await cluster.Services.GetRequiredService<IReviewReader>().ListAsync(null, 1000, Cancel)).Items.Any(entry => entry.Track.TrackId == id);
}
