using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Shadows;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Shadows;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;

namespace Cluster.Grains.Tests.Shadows;

[Trait("Suite", "Cluster")]
public sealed class ShadowScorerTests(ShadowCluster cluster) : IClassFixture<ShadowCluster>
{
    private const int ClipsPerTrack = 2;

    private static readonly EmotionProbabilities SureAngry = new(0.05, 0.05, 0.9, 0);

    private readonly string champion = GrainCluster.Fresh("champion");
    private readonly string shadow = GrainCluster.Fresh("shadow");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tag_WithShadows_AnswersBitForBitTheSameAndStoresWhatTheySaid()
    {
        var file = cluster.WriteAudio($"{shadow}.txt", seconds: ClipsPerTrack * 30);
        cluster.Models.Set(new FakeModel(champion));
        var alone = await cluster.Track(shadow).TagAsync(new TagRequest(file, true), Cancel);
        var predicted = await Predictor.PredictAsync(new PredictRequest(file, 0, null), Cancel);

        var other = GrainCluster.Fresh("shadow");
        cluster.Models.Set(new FakeModel(champion), ShadowModel.Of(shadow, SureAngry), ShadowModel.Of(other, new EmotionProbabilities(0.25, 0.25, 0.25, 0.25)));
        var beside = await cluster.Track(shadow).TagAsync(new TagRequest(file, true), Cancel);
        Assert.Equal(alone.Track!.Emotion, beside.Track!.Emotion);
        Assert.Equal(alone.Track.Clips.AsEnumerable(), beside.Track.Clips);
        var predictedBeside = await Predictor.PredictAsync(new PredictRequest(file, 0, null), Cancel);
        Assert.Equal((predicted.Emotion, predicted.Failure), (predictedBeside.Emotion, predictedBeside.Failure));

        // Both recordings are scored and counted; only the track's clips are stored.
        var counted = await cluster.UntilAsync(other, counted => counted.Requests == 2);
        Assert.Equal((0, 4, 4, 0, 2), (counted.Failed, counted.Predictions, counted.Reviews, counted.AnsweredReviews, counted.Latency.Count));
        Assert.Equal((champion, ShadowState.Scoring), (counted.AnsweredBy, counted.State));
        var pairs = await cluster.Shadows.ReadPairsAsync(shadow, champion, 100, Cancel);
        Assert.Equal(ClipsPerTrack, pairs.Sample.Count);
        Assert.All(pairs.Sample, pair => Assert.Equal((beside.Track.Clips[0].Prediction!.Probabilities, SureAngry), (pair.Champion, pair.Candidate)));
        var own = ScoringStatistics.Sum(await cluster.Shadows.ReadStatisticsAsync(champion, Cancel))!;
        Assert.Equal((champion, 4, 8, 0, 4), (own.AnsweredBy, own.Requests, own.Predictions, own.Failed, own.Latency.Count));
    }

    [Fact]
    public async Task Tag_BesideAShadowThatThrows_LosesNothingButThatShadow()
    {
        var good = ShadowModel.Of(GrainCluster.Fresh("good"), SureAngry);
        var thrower = new ShadowModel(shadow, _ => throw new InvalidOperationException("It is broken."));
        cluster.Models.Set(new FakeModel(champion), thrower, good);
        for (var i = 0; i < 8; i++) await TagAsync();
        Assert.Equal(8, (await cluster.UntilAsync(good.Manifest.ModelVersion, counted => counted.Requests == 8)).Latency.Count);
        var counted = await cluster.UntilAsync(shadow, counted => counted.Benched == 3);
        Assert.Equal((5, 5, 0, ShadowState.Resting), (counted.Requests, counted.Failed, counted.Predictions, counted.State));
        Assert.Contains("It is broken.", counted.Problem, StringComparison.Ordinal);

        // It is tried again after its rest, and after a change of the models.
        cluster.Clock.Advance(cluster.Options.Rest);
        await TagAsync();
        Assert.Equal(ShadowState.Resting, (await cluster.UntilAsync(shadow, counted => counted.Failed == 6)).State);
        cluster.Models.Set(new FakeModel(champion), thrower, good);
        await TagAsync();
        Assert.Equal(ShadowState.Scoring, (await cluster.UntilAsync(shadow, counted => counted.Failed == 7)).State);
    }

    [Fact]
    public async Task Tag_BesideAShadowThatHangs_GoesOnAndTheOthersScoreOnWithAnotherThread()
    {
        using var release = new ManualResetEventSlim();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var good = ShadowModel.Of(GrainCluster.Fresh("good"), SureAngry);
        var hanging = new ShadowModel(shadow, _ =>
        {
            asked.TrySetResult();
            release.Wait();
            return SureAngry;
        });
        cluster.Models.Set(new FakeModel(champion), hanging, good);
        await TagAsync();
        await asked.Task.WaitAsync(Cancel);

        // While it hangs, everybody is answered; what finds no room to wait is dropped and counted.
        var waiting = cluster.Options.MostWaitingClips / ClipsPerTrack;
        for (var i = 0; i < waiting + 3; i++) await TagAsync();
        Assert.Equal(3, (await cluster.UntilAsync(good.Manifest.ModelVersion, counted => counted.Dropped == 3)).Dropped);
        Assert.Equal(0, good.Calls);

        cluster.Clock.Advance(cluster.Options.Patience);
        var counted = await cluster.UntilAsync(shadow, counted => counted.Benched == waiting);
        Assert.Equal((1, 1, 1, 3, ShadowState.Hung), (counted.Requests, counted.Failed, counted.Hangs, counted.Dropped, counted.State));
        Assert.Contains("did not return", counted.Problem, StringComparison.Ordinal);
        Assert.Equal(1 + waiting, (await cluster.UntilAsync(good.Manifest.ModelVersion, counted => counted.Requests == 1 + waiting)).Latency.Count);

        // What it says at last comes too late, and a change of the models does not bring it back while it is a shadow.
        release.Set();
        cluster.Models.Set(new FakeModel(champion), hanging, good);
        await TagAsync();
        Assert.Equal((1, 0), ((await cluster.UntilAsync(shadow, counted => counted.Benched == waiting + 1)).Requests, (await cluster.Shadows.ReadPairsAsync(shadow, champion, 100, Cancel)).Sample.Count));
        cluster.Models.Set(new FakeModel(champion), good);
        await TagAsync();
        await cluster.UntilAsync(good.Manifest.ModelVersion, counted => counted.Requests == 3 + waiting);
        cluster.Models.Set(new FakeModel(champion), hanging, good);
        await TagAsync();
        Assert.Equal(ShadowState.Scoring, (await cluster.UntilAsync(shadow, counted => counted.Predictions == ClipsPerTrack)).State);
    }

    [Fact]
    public async Task Stopped_Shadows_ScoreNothingUntilTheyAreStarted()
    {
        var model = ShadowModel.Of(shadow, SureAngry);
        cluster.Models.Set(new FakeModel(champion), model);
        cluster.Models.Stop(true);
        await TagAsync();
        cluster.Models.Stop(false);
        await TagAsync();
        var counted = await cluster.UntilAsync(shadow, counted => counted.Requests > 0);
        Assert.Equal((1, 0, ClipsPerTrack), (counted.Requests, counted.Dropped, model.Calls));
    }

    [Fact]
    public async Task Shadows_OfOtherFeaturesOrThatAnsweredThemselves_AreNotAsked()
    {
        var foreign = new ShadowModel(GrainCluster.Fresh("foreign"), _ => SureAngry, "other-schema");
        var self = ShadowModel.Of(champion, SureAngry);
        cluster.Models.Set(new FakeModel(champion), foreign, self, ShadowModel.Of(shadow, SureAngry));
        await TagAsync();
        await cluster.UntilAsync(shadow, counted => counted.Requests == 1);
        Assert.Equal((0, 0), (foreign.Calls, self.Calls));
    }

    [Fact]
    public async Task Shadow_ThatGivesNoProbabilities_FailsAndIsNotStored()
    {
        cluster.Models.Set(new FakeModel(champion), ShadowModel.Of(shadow, new EmotionProbabilities(double.NaN, 0, 0, 1)));
        await TagAsync();
        Assert.Equal(1, (await cluster.UntilAsync(shadow, counted => counted.Requests == 1)).Failed);
        Assert.Empty((await cluster.Shadows.ReadPairsAsync(shadow, champion, 100, Cancel)).Sample);
    }

    [Fact]
    public async Task Queue_OfReview_HoldsSureContradictionsUntilTheShadowGoes()
    {
        var agreeing = ShadowModel.Of(GrainCluster.Fresh("agreeing"), new EmotionProbabilities(0.8, 0.2, 0, 0));
        cluster.Models.Set(new FakeModel(champion), ShadowModel.Of(shadow, SureAngry), agreeing);
        var track = await TagAsync();
        await cluster.UntilAsync(shadow, counted => counted.Requests == 1);
        await cluster.UntilAsync(agreeing.Manifest.ModelVersion, counted => counted.Requests == 1);
        Assert.True(await cluster.Scorer.FlushAsync(Cancel));
        Assert.Equal(0.45, await DisagreementAsync(track), 12);

        // Whoever looks again finds the same, and the shadow that goes takes its word along.
        Assert.True(await cluster.Scorer.FlushAsync(Cancel));
        Assert.Equal(0.45, await DisagreementAsync(track), 12);
        cluster.Models.Set(new FakeModel(champion), agreeing);
        Assert.True(await cluster.Scorer.FlushAsync(Cancel));
        Assert.Equal(0, await DisagreementAsync(track));

        // A shadow that agrees by now clears it too.
        var changing = GrainCluster.Fresh("changing");
        cluster.Models.Set(new FakeModel(champion), ShadowModel.Of(changing, SureAngry));
        var file = cluster.WriteAudio($"{changing}.txt");
        await cluster.Track(changing).TagAsync(new TagRequest(file, true), Cancel);
        await cluster.UntilAsync(changing, counted => counted.Requests == 1);
        Assert.True(await cluster.Scorer.FlushAsync(Cancel));
        Assert.Equal(0.9, await DisagreementAsync(changing), 12);
        cluster.Models.Set(new FakeModel(champion), ShadowModel.Of(changing, new EmotionProbabilities(1, 0, 0, 0)));
        await cluster.Track(changing).TagAsync(new TagRequest(file, true), Cancel);
        await cluster.UntilAsync(changing, counted => counted.Requests == 2);
        Assert.True(await cluster.Scorer.FlushAsync(Cancel));
        Assert.Equal(0, await DisagreementAsync(changing));
    }

    private IPredictorGrain Predictor => cluster.Grains.GetGrain<IPredictorGrain>(0);

    private async Task<string> TagAsync()
    {
        var id = GrainCluster.Fresh("track");
        var outcome = await cluster.Track(id).TagAsync(new TagRequest(cluster.WriteAudio($"{id}.txt", seconds: ClipsPerTrack * 30), false), Cancel);
        Assert.Null(outcome.Failure);
        Assert.Equal(champion, outcome.Track!.Emotion!.Prediction.ModelVersion);
        return id;
    }

    private async Task<double> DisagreementAsync(string track) => Assert.Single(await cluster.Shadows.ReadTracksAsync([track], [], Cancel)).Disagreement;
}
