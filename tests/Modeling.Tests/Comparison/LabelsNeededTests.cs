using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Comparison;

public sealed class LabelsNeededTests
{
    [Fact]
    public void Of_NoLabels_TakesTheShareThatTheModelsCallDifferently()
    {
        var clips = Enumerable.Range(0, 98).Select(i => Clips.Pair(i, EmotionLabel.Happy, i < 29 ? EmotionLabel.Sad : EmotionLabel.Happy)).ToArray();
        var needed = LabelsNeeded.Of(clips, 0.1);
        Assert.Equal(0.3, needed.Discordance, 12);
        Assert.Equal((0, 234L, 234L), (needed.Have, needed.Needed, needed.Still));
    }

    [Fact]
    public void Of_LabelledClips_TakesTheirDiscordance()
    {
        // 98 labelled, 19 discordant, 10 one way and 9 the other: (19 + 1) / (98 + 2).
        var clips = Enumerable.Range(0, 98).Select(i => Clips.Pair(
            i, i < 40 && i % 2 == 0 ? EmotionLabel.Sad : EmotionLabel.Happy, i < 40 && i % 2 == 1 ? EmotionLabel.Sad : EmotionLabel.Happy, i < 19 ? EmotionLabel.Happy : EmotionLabel.Angry)).ToArray();
        var needed = LabelsNeeded.Of(clips, 0.1);
        Assert.Equal(0.2, needed.Discordance, 12);
        Assert.Equal(1, needed.DesignEffect, 2);
        Assert.Equal(McNemarSampleSize.Of(0.2, 0.1) - 98, needed.Still);
    }

    [Fact]
    public void Of_ClipsOfAnArtistAlike_NeedsAsManyTimesMore()
    {
        // 12 artists of 5 clips that only one of the models has right, each as often: 12 * 25 / 60 = 5.
        var clips = Enumerable.Range(0, 60)
            .Select(i => i / 5 % 2 == 0
                ? Clips.Pair(i, EmotionLabel.Sad, EmotionLabel.Happy, EmotionLabel.Happy, $"a{i / 5}")
                : Clips.Pair(i, EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Happy, $"a{i / 5}")).ToArray();
        Assert.Equal(5, LabelsNeeded.Of(clips, 0.1).DesignEffect, 12);
    }

    [Fact]
    public void Of_AModelThatIsBetterEverywhere_IsNoGroupingAndNeedsFewLabels()
    {
        // 12 artists of 5 clips, of which the candidate alone has 3 right and the champion alone none: the same everywhere, so groups add nothing.
        var clips = Enumerable.Range(0, 60)
            .Select(i => Clips.Pair(i, i % 5 < 3 ? EmotionLabel.Sad : EmotionLabel.Happy, EmotionLabel.Happy, EmotionLabel.Happy, $"a{i / 5}")).ToArray();
        var needed = LabelsNeeded.Of(clips, 0.02);
        Assert.Equal(1, needed.DesignEffect, 12);
        Assert.InRange(needed.Difference, 0.35, 0.6);
        Assert.Equal(0, needed.Still);
    }

    [Fact]
    public void Of_FewArtistsOrNoCertainDifference_LooksForTheSmallestThatMatters()
    {
        Assert.Equal(0.02, LabelsNeeded.Of(Better(artists: 4, clips: 20), 0.02).Difference);
        Assert.Equal(0.02, LabelsNeeded.Of(Better(artists: 5, clips: 5), 0.02).Difference);
        Assert.True(LabelsNeeded.Of(Better(artists: 10, clips: 200), 0.02).Difference > 0.9);
        Assert.Equal(0.02, LabelsNeeded.Of(Clips.Simulate(new Random(3), 100, 2, 0.10, 0.11), 0.02).Difference);
    }

    [Fact]
    public void Of_SimulatedModels_RarelyLooksForMoreThanTheTrueDifference()
    {
        // The nearer bound of a 95 % interval exceeds the true difference of 0.15 once in 40.
        var random = new Random(4);
        var beyond = Enumerable.Range(0, 400).Count(_ => LabelsNeeded.Of(Clips.Simulate(random, 40, 4, 0.05, 0.20), 0.02).Difference > 0.15);
        Assert.InRange(beyond, 0, 24);
    }

    private static PairedClip[] Better(int artists, int clips) =>
        [.. Enumerable.Range(0, clips).Select(i => Clips.Pair(i, EmotionLabel.Sad, EmotionLabel.Happy, EmotionLabel.Happy, $"a{i % artists}"))];

    [Fact]
    public void Of_EnoughLabels_NeedsNoMore()
    {
        var clips = Clips.Simulate(new Random(2), 3000, 1, 0.05, 0.05);
        Assert.Equal(0, LabelsNeeded.Of(clips, 0.05).Still);
    }

    [Fact]
    public void Of_NoClips_Throws() => Assert.Throws<ArgumentException>(() => LabelsNeeded.Of([], 0.1));
}
