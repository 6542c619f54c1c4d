using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Experiments;
using Cluster.Grains.Explanations;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tagging;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Cluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Grains.Tests.Experiments;

/// <summary>Tagging, prediction and look-up of one track while experiments come and go.</summary>
public sealed class RoutedTaggingTests : IDisposable
{
    private static readonly string Uncertain = FakeAnalyzer.Audio(75, 0.6, 0.4, 0, 0);

    private readonly TemporaryFolder folder = new();
    private readonly MemoryTracks tracks = new();
    private readonly FakeAnalyzer analyzer = new();
    private readonly FakeServingModels models = new(new FakeModel());
    private readonly FakeExperiments running = new();
    private readonly RecordingExposures exposures = new();
    private readonly TaggingOptions options = new();
    private readonly FakeModel second = new("fake-2");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ScoringObservers Observers => new([], NullLogger<ScoringObservers>.Instance);

    private ScoringRouter Router => Trials.Router(models, options, running);

    private TrackTagger Tagger => new(
        tracks, analyzer, Router, new FileProbe(), new ClipClassifier(options, TimeProvider.System), Trials.Classifier(options, TimeProvider.System), options, Observers, TimeProvider.System);

    // Nobody asks for an explanation here.
    private ClipPredictor Predictor => new(
        analyzer, Router, Trials.Classifier(options, TimeProvider.System), exposures, new PredictionExplainer(null!, new ExplainingOptions()), options, Observers, TimeProvider.System);

    private TrackLookups Lookups => new(Router, exposures, TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TagAsync_TrackInAnArm_IsScoredOnceByItsModelAndOnceMoreAtTheEnd()
    {
        var path = folder.Write("a.wav", Uncertain);
        var stored = await StoreAsync(path, null);
        Assert.Equal("fake-1", stored.Emotion!.Prediction.ModelVersion);

        running.Current = Trials.Set([second], Trials.Running(Trials.Models(0, 1)));
        var inArm = await TagAsync(path, stored);
        Assert.Equal((false, "fake-2", 1), (inArm.Unchanged, inArm.Track!.Emotion!.Prediction.ModelVersion, analyzer.Calls));
        Assert.Equal("b", Assert.Single(inArm.Route!.Tags()).Arm);
        var again = await TagAsync(path, inArm.Track);
        Assert.True(again.Unchanged);
        Assert.Equal("fake-2", Assert.Single(again.Route!.Exposures(Trials.Time)).ModelVersion);

        running.Current = RunningSet.Empty;
        var after = await TagAsync(path, again.Track!);
        Assert.Equal((false, "fake-1", true), (after.Unchanged, after.Track!.Emotion!.Prediction.ModelVersion, after.Route!.Tags().IsEmpty));
        Assert.True((await TagAsync(path, after.Track)).Unchanged);
    }

    [Fact]
    public async Task TagAsync_TracksOutsideOrInTheControl_StayTheChampions()
    {
        var path = folder.Write("a.wav", Uncertain);
        var stored = await StoreAsync(path, null);
        running.Current = Trials.Set([second], Trials.Running(Trials.Models(1, 0)));
        Assert.True((await TagAsync(path, stored)).Unchanged);
        Assert.Equal("control", Assert.Single((await TagAsync(path, stored)).Route!.Tags()).Arm);
        running.Current = Trials.Set([second], Trials.Running(Trials.Models(0, 1, unit: ExperimentUnit.User)));
        Assert.True((await TagAsync(path, stored)).Unchanged);
        Assert.Empty((await TagAsync(path, stored)).Route!.Tags());
    }

    [Fact]
    public async Task TagAsync_ThresholdsOfTracks_AreStoredWithoutNewFeatures()
    {
        var path = folder.Write("a.wav", Uncertain);
        var stored = await StoreAsync(path, null);
        Assert.Equal(TagDecision.TopTwo, stored.Emotion!.Prediction.Decision);
        running.Current = Trials.Set(Trials.Running(Trials.Thresholds(ExperimentUnit.Track)));
        var bolder = await TagAsync(path, stored);
        Assert.Equal((false, TagDecision.Tagged, 1), (bolder.Unchanged, bolder.Track!.Emotion!.Prediction.Decision, analyzer.Calls));
        Assert.True((await TagAsync(path, bolder.Track)).Unchanged);
    }

    [Fact]
    public async Task TagAsync_ArmThatThrows_IsAnsweredByTheChampionAndChargedToTheArm()
    {
        running.Current = Trials.Set([new ThrowingModel("fake-2")], Trials.Running(Trials.Models(0, 1)));
        var result = await TagAsync(folder.Write("a.wav", Uncertain), null);
        Assert.Null(result.Failure);
        Assert.All(result.Track!.Clips, clip => Assert.Equal("fake-1", clip.Prediction!.ModelVersion));
        Assert.True(Assert.Single(result.Route!.Tags()).FellBack);
        var exposure = Assert.Single(result.Route.Exposures(Trials.Time));
        Assert.Equal(("b", "fake-2", true), (exposure.Arm, exposure.ModelVersion, exposure.Failed));
    }

    [Fact]
    public async Task TagAsync_ArmWhoseVersionIsNotThere_IsAnsweredByTheChampionAndIsCurrentThen()
    {
        running.Current = Trials.Set(Trials.Running(Trials.Models(0, 1)));
        var path = folder.Write("a.wav", Uncertain);
        var result = await TagAsync(path, null);
        Assert.Equal(("fake-1", true), (result.Track!.Emotion!.Prediction.ModelVersion, Assert.Single(result.Route!.Exposures(Trials.Time)).Failed));
        Assert.True((await TagAsync(path, result.Track)).Unchanged);
        running.Current = Trials.Set([new FakeModel("fake-2", "other-schema")], Trials.Running(Trials.Models(0, 1)));
        Assert.True((await TagAsync(path, result.Track)).Route!.FellBack);
    }

    [Fact]
    public async Task PredictAsync_ByUser_IsInTheirArmAndIsLoggedAsAUser()
    {
        running.Current = Trials.Set([second], Trials.Running(Trials.Models(0, 1, unit: ExperimentUnit.User)), Trials.Running(Trials.Presentation(), "p"));
        var path = folder.Write("a.wav", Uncertain);
        var outcome = await Predictor.PredictAsync(new PredictRequest(path, Unit: "Zeynep"), Cancel);
        Assert.Equal("fake-2", outcome.Emotion!.Prediction.ModelVersion);
        Assert.Equal([("b", null), ("b", """{"colour":"red"}""")], outcome.Experiments.Select(tag => (tag.Arm, tag.Payload)));
        Assert.Equal([("e", "Zeynep", true), ("p", "Zeynep", true)], exposures.Exposures.Select(exposure => (exposure.ExperimentId, exposure.Unit, exposure.IsUser)));

        var nobody = await Predictor.PredictAsync(new PredictRequest(path), Cancel);
        Assert.Equal(("fake-1", 0, 2), (nobody.Emotion!.Prediction.ModelVersion, nobody.Experiments.Length, exposures.Exposures.Count));
    }

    [Fact]
    public async Task Show_ThresholdsOfUsers_DecidesAnewAndChangesNothingStored()
    {
        var stored = await StoreAsync(folder.Write("a.wav", Uncertain), null);
        running.Current = Trials.Set(Trials.Running(Trials.Thresholds()));
        var shown = Lookups.Show(stored, "Zeynep");
        Assert.Equal(TagDecision.Tagged, shown.Track.Emotion!.Prediction.Decision);
        Assert.All(shown.Track.Clips, clip => Assert.Equal(TagDecision.Tagged, clip.Prediction!.Decision));
        Assert.Equal(stored.Emotion!.Prediction.Probabilities, shown.Track.Emotion.Prediction.Probabilities);
        Assert.Equal(TagDecision.TopTwo, stored.Emotion.Prediction.Decision);
        Assert.Equal(("b", "fake-1"), (Assert.Single(shown.Experiments).Arm, Assert.Single(exposures.Exposures).ModelVersion));

        var nobody = Lookups.Show(stored, null);
        Assert.Same(stored, nobody.Track);
        Assert.Empty(nobody.Experiments);
    }

    [Fact]
    public async Task Show_TrackOfAModelsArm_SaysSoOnceItsAnswerIsTheArms()
    {
        var path = folder.Write("a.wav", Uncertain);
        var stored = await StoreAsync(path, null);
        running.Current = Trials.Set([second], Trials.Running(Trials.Models(0, 1)));
        Assert.Empty(Lookups.Show(stored, null).Experiments);
        var inArm = (await TagAsync(path, stored)).Track!;
        Assert.Equal("b", Assert.Single(Lookups.Show(inArm, null).Experiments).Arm);
        Assert.Empty(exposures.Exposures);
    }

    [Fact]
    public void Show_TrackWithoutAnEmotion_IsInNoExperimentOnThresholds()
    {
        running.Current = Trials.Set(Trials.Running(Trials.Thresholds()), Trials.Running(Trials.Presentation(), "p"));
        Assert.Equal("p", Assert.Single(Lookups.Show(new Track { TrackId = "a" }, "Zeynep").Experiments).ExperimentId);
    }

    [Fact]
    public void Show_UnlessAnExperimentShowsTracks_IsForEverybody()
    {
        var track = new Track { TrackId = "a" };
        foreach (var set in (RunningSet[])[RunningSet.Empty, Trials.Set([second], Trials.Running(Trials.Models(0, 1)))])
        {
            running.Current = set;
            Assert.True(Lookups.Show(track, "Zeynep").IsForEverybody);
        }

        // Also when this user, or this track, is in no arm: the next one may be.
        foreach (var spec in (ExperimentSpec[])[Trials.Thresholds(), Trials.Presentation()])
        {
            running.Current = Trials.Set(Trials.Running(spec));
            Assert.False(Lookups.Show(track, "Zeynep").IsForEverybody);
            Assert.False(Lookups.Show(track, null).IsForEverybody);
        }
    }

    private Task<TaggingResult> TagAsync(string path, Track? stored) =>
        Tagger.TagAsync(new TaggingInput("a", path, TrackMetadata.Empty, stored, false, AnalysisLane.Bulk), Cancel);

    private async Task<Track> StoreAsync(string path, Track? stored)
    {
        var result = await TagAsync(path, stored);
        return (await tracks.SaveAsync(result.Track!, result.Content, Cancel))!;
    }

    private sealed class ThrowingModel(string version) : IEmotionClassifier
    {
        public ModelManifest Manifest { get; } = new FakeModel(version).Manifest;

        public void Predict(ReadOnlySpan<float> features, Span<double> probabilities) => throw new InvalidOperationException("This model is broken.");
    }
}
