using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;

namespace Cluster.Grains.Tests.Clips;

public sealed class ClipGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain")]
    [InlineData("arşiv/Gönül Dağı #3")]
    public async Task GetAsync_OfATaggedTracksClip_IsTheStoredOneWithItsFeatures(string name)
    {
        var id = await TaggedAsync(name, happy: 0.2);
        var clip = Clip(id, 2);
        var stored = (await clip.GetAsync(Cancel))!;
        Assert.Equal((id, 2, 45, 30, EmotionLabel.Sad), (stored.TrackId, stored.Index, stored.StartS, stored.DurationS, stored.Prediction!.Label));
        var features = (await clip.GetFeaturesAsync(FakeAnalyzer.Schema, Cancel))!;
        Assert.Equal(FakeAnalyzer.Schema, features.SchemaId);
        Assert.Equal([0.2f, 0.8f, 0, 0], features.Values);
    }

    [Fact]
    public async Task GetAsync_OfWhatIsNotThere_IsNull()
    {
        var id = await TaggedAsync("known", happy: 1);
        foreach (var key in (string[])[$"{id}#3", GrainCluster.Fresh("unknown") + "#0", id, "#0", $"{id}#-1"])
        {
            var clip = cluster.Grains.GetGrain<IClipGrain>(key);
            Assert.Null(await clip.GetAsync(Cancel));
            Assert.Null(await clip.GetFeaturesAsync(FakeAnalyzer.Schema, Cancel));
        }

        Assert.Null(await Clip(id, 0).GetFeaturesAsync("another-schema", Cancel));
        Assert.NotNull(await Clip(id, 0).GetFeaturesAsync(FakeAnalyzer.Schema, Cancel));
    }

    [Fact]
    public async Task GetAsync_OfATrackTaggedAnew_FollowsWithinHalfASecond()
    {
        var id = await TaggedAsync("anew", happy: 1);
        var clip = Clip(id, 0);
        Assert.Equal(EmotionLabel.Happy, (await clip.GetAsync(Cancel))!.Prediction!.Label);
        Assert.Equal(1, (await clip.GetFeaturesAsync(FakeAnalyzer.Schema, Cancel))!.Values[0]);
        await TagAsync(id, happy: 0);
        cluster.Clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(EmotionLabel.Sad, (await clip.GetAsync(Cancel))!.Prediction!.Label);
        Assert.Equal(0, (await clip.GetFeaturesAsync(FakeAnalyzer.Schema, Cancel))!.Values[0]);
    }

    private IClipGrain Clip(string id, int index) => cluster.Grains.GetGrain<IClipGrain>(new ClipId(id, index).ToString());

    private async Task<string> TaggedAsync(string name, double happy)
    {
        var id = GrainCluster.Fresh(name);
        await TagAsync(id, happy);
        return id;
    }

    private async Task TagAsync(string id, double happy) =>
        Assert.Null((await cluster.Track(id).TagAsync(new TagRequest(cluster.WriteAudio($"{id}.wav", 75, happy)), Cancel)).Failure);
}
