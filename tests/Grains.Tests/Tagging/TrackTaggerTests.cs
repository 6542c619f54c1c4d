using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tagging;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Cluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Grains.Tests.Tagging;

public sealed class TrackTaggerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemoryTracks tracks = new();
    private readonly FakeAnalyzer analyzer = new();
    private readonly FakeServingModels models = new(new FakeModel());
    private readonly TaggingOptions options = new();

    private TrackTagger Tagger => new(
        tracks, analyzer, Trials.Router(models, options), new FileProbe(), new ClipClassifier(options, TimeProvider.System), Trials.Classifier(options, TimeProvider.System), options,
        new ScoringObservers([], NullLogger<ScoringObservers>.Instance), TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TagAsync_NewFile_TagsEveryClipWithOneModel()
    {
        var result = await TagAsync("a", Write("a.wav", FakeAnalyzer.Audio(75, 0.1, 0.8, 0.05, 0.05)));
        Assert.Null(result.Failure);
        Assert.Equal((EmotionLabel.Sad, 3, 75), (result.Track!.Emotion!.Prediction.Label, result.Track.Clips.Length, result.Track.Audio!.DurationS));
        Assert.All(result.Track.Clips, clip => Assert.Equal("fake-1", clip.Prediction!.ModelVersion));
        Assert.Equal([0, 30, 45], result.Track.Clips.Select(clip => clip.StartS));
    }

    [Fact]
    public async Task TagAsync_SameFileAgain_DoesNoWork()
    {
        var path = Write("a.wav", FakeAnalyzer.Audio(30, 1, 0, 0, 0));
        var stored = await StoreAsync("a", path);
        var again = await TagAsync("a", path, stored);
        Assert.True(again.Unchanged);
        Assert.Equal(stored, again.Track);
        Assert.Equal(1, analyzer.Calls);
    }

    [Fact]
    public async Task TagAsync_SameBytesTouched_IsUnchangedByItsHash()
    {
        var path = Write("a.wav", FakeAnalyzer.Audio(30, 1, 0, 0, 0));
        var stored = await StoreAsync("a", path);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddHours(1));
        var again = await TagAsync("a", path, stored);
        Assert.True(again.Unchanged);
        Assert.Equal(1, analyzer.Calls);
    }

    [Fact]
    public async Task TagAsync_OtherContent_IsAnalysedAgain()
    {
        var path = Write("a.wav", FakeAnalyzer.Audio(30, 1, 0, 0, 0));
        var stored = await StoreAsync("a", path);
        Write("a.wav", FakeAnalyzer.Audio(31, 0, 1, 0, 0));
        var again = await TagAsync("a", path, stored);
        Assert.Equal((false, EmotionLabel.Sad, 2), (again.Unchanged, again.Track!.Emotion!.Prediction.Label, analyzer.Calls));
    }

    [Fact]
    public async Task TagAsync_Forced_IsAnalysedAgain()
    {
        var path = Write("a.wav", FakeAnalyzer.Audio(30, 1, 0, 0, 0));
        var stored = await StoreAsync("a", path);
        var again = await TagAsync("a", path, stored, force: true);
        Assert.False(again.Unchanged);
        Assert.Equal(2, analyzer.Calls);
    }

    [Fact]
    public async Task TagAsync_NewModel_ReadsCachedFeatures()
    {
        var path = Write("a.wav", FakeAnalyzer.Audio(30, 1, 0, 0, 0));
        var stored = await StoreAsync("a", path);
        models.Champion = new FakeModel("fake-2");
        var again = await TagAsync("a", path, stored);
        Assert.Equal((false, "fake-2", 1), (again.Unchanged, again.Track!.Emotion!.Prediction.ModelVersion, analyzer.Calls));
    }

    [Fact]
    public async Task TagAsync_SameBytesUnderAnotherId_ReadsCachedFeatures()
    {
        await StoreAsync("a", Write("a.wav", FakeAnalyzer.Audio(30, 1, 0, 0, 0)));
        var twin = await TagAsync("b", Write("b.wav", FakeAnalyzer.Audio(30, 1, 0, 0, 0)));
        Assert.Equal(("b", EmotionLabel.Happy, 1), (twin.Track!.TrackId, twin.Track.Emotion!.Prediction.Label, analyzer.Calls));
        Assert.Equal(folder.Combine("b.wav"), twin.Track.Audio!.Path);
    }

    [Fact]
    public async Task TagAsync_OtherThresholds_DecidesAnewFromCachedFeatures()
    {
        var path = Write("a.wav", FakeAnalyzer.Audio(30, 0.6, 0.4, 0, 0));
        var stored = await StoreAsync("a", path);
        Assert.Equal(TagDecision.TopTwo, stored.Emotion!.Prediction.Decision);
        options.TaggedThreshold = 0.5;
        var again = await TagAsync("a", path, stored);
        Assert.Equal((false, TagDecision.Tagged, 1), (again.Unchanged, again.Track!.Emotion!.Prediction.Decision, analyzer.Calls));
    }

    [Fact]
    public async Task TagAsync_KnownMetadata_AreKeptAndCompleted()
    {
        var path = Write("a.wav", FakeAnalyzer.Audio(30, 1, 0, 0, 0));
        var stored = (await StoreAsync("a", path)) with { Metadata = new TrackMetadata { Title = "Kara Toprak", Year = 1970 } };
        var input = new TaggingInput("a", path, new TrackMetadata { Artist = "Âşık Veysel", Year = 1973 }, stored, false, AnalysisLane.Bulk);
        var again = await Tagger.TagAsync(input, TestContext.Current.CancellationToken);
        Assert.Equal(new TrackMetadata { Title = "Kara Toprak", Artist = "Âşık Veysel", Year = 1973 }, again.Track!.Metadata);
    }

    [Fact]
    public async Task TagAsync_BadFiles_AreAnswersThatSayWhatIsWrong()
    {
        Assert.Equal(FailureKind.Unreadable, (await TagAsync("a", folder.Combine("missing.wav"))).Failure!.Kind);
        Assert.Equal(FailureKind.EmptyAudio, (await TagAsync("a", Write("empty.wav", ""))).Failure!.Kind);
        Assert.Equal(FailureKind.UnsupportedAudio, (await TagAsync("a", Write("text.mp3", "just text"))).Failure!.Kind);
        Assert.Equal(FailureKind.Unreadable, (await TagAsync("a", folder.Path)).Failure!.Kind);
    }

    [Fact]
    public async Task TagAsync_WithoutAFittingModel_SaysWhatToDo()
    {
        var path = Write("a.wav", FakeAnalyzer.Audio(30, 1, 0, 0, 0));
        models.Champion = null;
        Assert.Contains("cluster train", (await TagAsync("a", path)).Failure!.Message, StringComparison.Ordinal);
        models.Champion = new FakeModel("fake-3", "another-schema");
        Assert.Contains("another-schema", (await TagAsync("a", path)).Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(0, analyzer.Calls);
    }

    [Fact]
    public async Task DryRunAsync_Always_OnlyLooks()
    {
        var path = Write("a.wav", FakeAnalyzer.Audio(30, 1, 0, 0, 0));
        var stored = await StoreAsync("a", path);
        Assert.True((await DryRunAsync("a", path, stored, false)).Unchanged);
        Assert.False((await DryRunAsync("a", path, stored, true)).Unchanged);
        Assert.False((await DryRunAsync("b", path, null, false)).Unchanged);
        Assert.Equal(FailureKind.Unreadable, (await DryRunAsync("c", folder.Combine("missing.wav"), null, false)).Failure!.Kind);
        Assert.Equal(1, analyzer.Calls);
    }

    private string Write(string name, string content) => folder.Write(name, content);

    private Task<TaggingResult> TagAsync(string id, string path, Track? stored = null, bool force = false) =>
        Tagger.TagAsync(new TaggingInput(id, path, TrackMetadata.Empty, stored, force, AnalysisLane.Bulk), TestContext.Current.CancellationToken);

    private Task<TaggingResult> DryRunAsync(string id, string path, Track? stored, bool force) =>
        Tagger.DryRunAsync(new TaggingInput(id, path, TrackMetadata.Empty, stored, force, AnalysisLane.Bulk), TestContext.Current.CancellationToken);

    private async Task<Track> StoreAsync(string id, string path)
    {
        var result = await TagAsync(id, path);
        return (await tracks.SaveAsync(result.Track!, result.Content, TestContext.Current.CancellationToken))!;
    }
}
