using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;

namespace Cluster.Grains.Tests.Tracks;

public sealed class TrackGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_OfAnUnknownTrack_IsNull() => Assert.Null(await cluster.Track(GrainCluster.Fresh("none")).GetAsync(Cancel));

    [Theory]
    [InlineData("plain")]
    [InlineData("arşiv/Neşet Ertaş/Gönül Dağı #3 (canlı)")]
    [InlineData("İstanbul/ığdır#7?x=1&y=%2F \"тест\" 🎵")]
    public async Task RegisterAsync_ThenGet_ReturnsWhatTheCatalogueHolds(string name)
    {
        var id = GrainCluster.Fresh(name);
        var registered = await cluster.Track(id).RegisterAsync(new TrackMetadata { Title = "Gönül Dağı", Year = 1979 }, Cancel);
        Assert.Equal((id, 1, "Gönül Dağı"), (registered.TrackId, registered.Version, registered.Metadata.Title));
        Assert.Equal(registered.Metadata, (await cluster.Track(id).GetAsync(Cancel))!.Metadata);
        Assert.Equal(registered.Metadata, (await cluster.Tracks.FindAsync(id, Cancel))!.Metadata);
    }

    [Fact]
    public async Task RegisterAsync_Again_MergesAndWritesOnlyWhatChanged()
    {
        var track = cluster.Track(GrainCluster.Fresh("merge"));
        await track.RegisterAsync(new TrackMetadata { Title = "a", Artist = "b" }, Cancel);
        var merged = await track.RegisterAsync(new TrackMetadata { Title = "c" }, Cancel);
        Assert.Equal((2, "c", "b"), (merged.Version, merged.Metadata.Title, merged.Metadata.Artist));
        Assert.Equal(2, (await track.RegisterAsync(new TrackMetadata { Artist = "b" }, Cancel)).Version);
    }

    [Fact]
    public async Task TagAsync_OfANewFile_StoresRowsAndFeatures()
    {
        var id = GrainCluster.Fresh("tag");
        var path = cluster.WriteAudio($"{id}.wav", seconds: 75, happy: 0.1);
        await cluster.Track(id).RegisterAsync(new TrackMetadata { Title = "kept" }, Cancel);
        var outcome = await cluster.Track(id).TagAsync(new TagRequest(path), Cancel);
        Assert.Null(outcome.Failure);
        var stored = (await cluster.Tracks.FindAsync(id, Cancel))!;
        Assert.Equal((2, "kept", EmotionLabel.Sad, 3), (stored.Version, stored.Metadata.Title, stored.Emotion!.Prediction.Label, stored.Clips.Length));
        Assert.Equal(outcome.Track!.Audio, stored.Audio);
        var content = await cluster.Tracks.FindContentAsync(new FeatureCacheKey(stored.Audio!.ContentHash, FakeAnalyzer.Schema, 30, 30), Cancel);
        Assert.Equal(3, content!.Clips.Count);
        Assert.All(content.Clips, clip => Assert.Equal([0.1f, 0.9f, 0, 0], clip.Values));
    }

    [Fact]
    public async Task TagAsync_Again_IsUnchangedWithoutAudioWork()
    {
        var id = GrainCluster.Fresh("again");
        var path = cluster.WriteAudio($"{id}.wav");
        var first = await cluster.Track(id).TagAsync(new TagRequest(path), Cancel);
        var calls = cluster.Analyzer.Calls;
        var again = await cluster.Track(id).TagAsync(new TagRequest(path), Cancel);
        Assert.Equal((false, true, 1, calls), (first.Unchanged, again.Unchanged, again.Track!.Version, cluster.Analyzer.Calls));
    }

    [Fact]
    public async Task TagAsync_AfterDeactivation_IsUnchangedToo()
    {
        var id = GrainCluster.Fresh("woken");
        var path = cluster.WriteAudio($"{id}.wav");
        await cluster.Track(id).TagAsync(new TagRequest(path), Cancel);
        await cluster.Cluster.DeactivateAsync(cluster.Track(id));
        var calls = cluster.Analyzer.Calls;
        var again = await cluster.Track(id).TagAsync(new TagRequest(path), Cancel);
        Assert.Equal((true, 1, calls), (again.Unchanged, again.Track!.Version, cluster.Analyzer.Calls));
    }

    [Fact]
    public async Task TagAsync_OfABadFile_FailsAndStoresNothing()
    {
        var id = GrainCluster.Fresh("bad");
        var outcome = await cluster.Track(id).TagAsync(new TagRequest(cluster.Write($"{id}.wav", "no audio")), Cancel);
        Assert.Equal((null, FailureKind.UnsupportedAudio), (outcome.Track, outcome.Failure!.Kind));
        var missing = await cluster.Track(id).TagAsync(new TagRequest(cluster.Combine("none.wav")), Cancel);
        Assert.Equal(FailureKind.Unreadable, missing.Failure!.Kind);
        Assert.Null(await cluster.Track(id).GetAsync(Cancel));
        Assert.Null(await cluster.Tracks.FindAsync(id, Cancel));
    }

    [Fact]
    public async Task GetAsync_OfARowChangedByOthers_IsNoFurtherBehindThanAGrainMayBe()
    {
        var id = GrainCluster.Fresh("behind");
        var registered = await cluster.Track(id).RegisterAsync(new TrackMetadata { Title = "old" }, Cancel);
        Assert.NotNull(await cluster.Tracks.SaveAsync(registered with { Metadata = new TrackMetadata { Title = "new" } }, null, Cancel));
        cluster.Clock.Advance(LookupFreshness.Grain - TimeSpan.FromMilliseconds(1));
        Assert.Equal("old", (await cluster.Track(id).GetAsync(Cancel))!.Metadata.Title);
        cluster.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("new", (await cluster.Track(id).GetAsync(Cancel))!.Metadata.Title);
    }

    [Fact]
    public async Task GetAsync_OfARowAddedByOthers_IsNoFurtherBehindThanAGrainMayBe()
    {
        var id = GrainCluster.Fresh("added");
        Assert.Null(await cluster.Track(id).GetAsync(Cancel));
        await cluster.Tracks.SaveAsync(new Track { TrackId = id }, null, Cancel);
        cluster.Clock.Advance(LookupFreshness.Grain);
        Assert.Equal(1, (await cluster.Track(id).GetAsync(Cancel))!.Version);
    }

    [Fact]
    public async Task RegisterAsync_ThatLosesTheRace_IsRedoneOnTheWinnersRow()
    {
        var id = GrainCluster.Fresh("race");
        var registered = await cluster.Track(id).RegisterAsync(new TrackMetadata { Genre = "türkü" }, Cancel);
        await cluster.Tracks.SaveAsync(registered with { Metadata = new TrackMetadata { Title = "winner" } }, null, Cancel);
        var written = await cluster.Track(id).RegisterAsync(new TrackMetadata { Artist = "loser" }, Cancel);
        Assert.Equal(new TrackMetadata { Title = "winner", Artist = "loser" }, written.Metadata);
        Assert.Equal(3, written.Version);
        Assert.Equal(written.Metadata, (await cluster.Tracks.FindAsync(id, Cancel))!.Metadata);
    }

    [Fact]
    public async Task RegisterAsync_OfANewTrackThatOthersAddFirst_IsRedoneOnTheirs()
    {
        var id = GrainCluster.Fresh("insert-race");
        Assert.Null(await cluster.Track(id).GetAsync(Cancel));
        await cluster.Tracks.SaveAsync(new Track { TrackId = id, Metadata = new TrackMetadata { Title = "winner" } }, null, Cancel);
        var written = await cluster.Track(id).RegisterAsync(new TrackMetadata { Artist = "loser" }, Cancel);
        Assert.Equal((2, "winner", "loser"), (written.Version, written.Metadata.Title, written.Metadata.Artist));
    }

    [Fact]
    public async Task TagAsync_WhileOthersChangeTheMetadata_KeepsBoth()
    {
        var id = GrainCluster.Fresh("tag-race");
        var path = cluster.WriteAudio($"{id}.wav");
        var registered = await cluster.Track(id).RegisterAsync(new TrackMetadata { Title = "old" }, Cancel);
        cluster.Analyzer.Before = async (_, _) =>
            await cluster.Tracks.SaveAsync(registered with { Metadata = new TrackMetadata { Title = "new" } }, null, Cancel);
        var outcome = await cluster.Track(id).TagAsync(new TagRequest(path), Cancel);
        cluster.Analyzer.Before = null;
        Assert.Equal((3, "new", EmotionLabel.Happy), (outcome.Track!.Version, outcome.Track.Metadata.Title, outcome.Track.Emotion!.Prediction.Label));
        Assert.Equal("new", (await cluster.Tracks.FindAsync(id, Cancel))!.Metadata.Title);
    }
}
