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
        // 98 labelled, 19 discordant: (19 + 1) / (98 + 2).
        var clips = Enumerable.Range(0, 98)
            .Select(i => Clips.Pair(i, i < 40 ? EmotionLabel.Sad : EmotionLabel.Happy, EmotionLabel.Happy, i < 19 ? EmotionLabel.Happy : EmotionLabel.Angry)).ToArray();
        var needed = LabelsNeeded.Of(clips, 0.1);
        Assert.Equal(0.2, needed.Discordance, 12);
        Assert.Equal(1, needed.DesignEffect, 12);
        Assert.Equal(McNemarSampleSize.Of(0.2, 0.1) - 98, needed.Still);
    }

    [Fact]
    public void Of_ClipsOfAnArtistAlike_NeedsAsManyTimesMore()
    {
        // 12 artists of 5 clips that only the candidate has right: 12 * 25 / 60 = 5.
        var clips = Enumerable.Range(0, 60)
            .Select(i => Clips.Pair(i, EmotionLabel.Sad, EmotionLabel.Happy, EmotionLabel.Happy, $"a{i / 5}")).ToArray();
        Assert.Equal(5, LabelsNeeded.Of(clips, 0.1).DesignEffect, 12);
    }

    [Fact]
    public void Of_EnoughLabels_NeedsNoMore()
    {
        var clips = Clips.Simulate(new Random(2), 3000, 1, 0.05, 0.05);
        Assert.Equal(0, LabelsNeeded.Of(clips, 0.05).Still);
    }

    [Fact]
    public void Of_NoClips_Throws() => Assert.Throws<ArgumentException>(() => LabelsNeeded.Of([], 0.1));
}
