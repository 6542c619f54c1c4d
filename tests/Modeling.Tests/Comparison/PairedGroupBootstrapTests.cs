using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Comparison;

public sealed class PairedGroupBootstrapTests
{
    [Fact]
    public void Compare_SixClips_EqualsHandComputation()
    {
        PairedClip[] clips =
        [
            Clips.Pair(0, EmotionLabel.Happy, EmotionLabel.Happy, EmotionLabel.Happy),
            Clips.Pair(1, EmotionLabel.Sad, EmotionLabel.Happy, EmotionLabel.Happy),
            Clips.Pair(2, EmotionLabel.Sad, EmotionLabel.Sad, EmotionLabel.Sad),
            Clips.Pair(3, EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Sad),
            Clips.Pair(4, EmotionLabel.Sad, EmotionLabel.Angry, EmotionLabel.Sad),
            Clips.Pair(5, EmotionLabel.Sad, EmotionLabel.Sad),
        ];
        var metrics = PairedGroupBootstrap.Compare(clips, 500, 1)!;
        Assert.Equal((5, 5), (metrics.Clips, metrics.Groups));
        Assert.Equal(3 / 5.0, metrics.Accuracy.Champion, 12);
        Assert.Equal(4 / 5.0, metrics.Accuracy.Candidate, 12);
        Assert.Equal(0.2, metrics.Accuracy.Difference, 12);

        // Champion: happy 1 right of 2, 1 false; sad 2 right of 3, 1 false. Candidate: happy 2 of 2; sad 2 of 3, none false.
        Assert.Equal(2 / 4.0, metrics.PerClassF1[EmotionLabel.Happy].Champion, 12);
        Assert.Equal(4 / 6.0, metrics.PerClassF1[EmotionLabel.Sad].Champion, 12);
        Assert.Equal((1 + (4 / 5.0)) / 2, metrics.MacroF1.Candidate, 12);
        Assert.Equal([EmotionLabel.Happy, EmotionLabel.Sad], metrics.PerClassF1.Keys);
        Assert.Equal(2, metrics.ClipsOfClass[EmotionLabel.Happy]);
    }

    [Fact]
    public void Compare_SameModels_HasAnEmptyIntervalAndNoFall()
    {
        var clips = Enumerable.Range(0, 40).Select(i => Clips.Pair(i, (EmotionLabel)(i % 4), (EmotionLabel)(i % 4), (EmotionLabel)(i % 3))).ToArray();
        var accuracy = PairedGroupBootstrap.Compare(clips, 200, 1)!.Accuracy;
        Assert.Equal((0, 0), (accuracy.Interval!.Low, accuracy.Interval.High));
        Assert.Equal(1, accuracy.PDown);
    }

    [Fact]
    public void Compare_OrderOfClips_MovesNothing()
    {
        var clips = Clips.Simulate(new Random(3), 30, 3, 0.1, 0.2);
        var one = PairedGroupBootstrap.Compare(clips, 300, 7)!;
        var other = PairedGroupBootstrap.Compare([.. clips.Reverse()], 300, 7)!;
        Assert.Equal(one.MacroF1, other.MacroF1);
        Assert.NotEqual(one.MacroF1, PairedGroupBootstrap.Compare(clips, 300, 8)!.MacroF1);
    }

    [Fact]
    public void Compare_FewGroups_GivesFiguresWithoutIntervals()
    {
        var metrics = PairedGroupBootstrap.Compare(Clips.Simulate(new Random(3), 4, 30, 0.1, 0.2), 300, 7)!;
        Assert.Null(metrics.Accuracy.Interval);
        Assert.Null(metrics.Accuracy.PDown);
        Assert.True(metrics.Accuracy.Difference != 0);
    }

    [Fact]
    public void Compare_NoLabels_IsNull() => Assert.Null(PairedGroupBootstrap.Compare([Clips.Pair(0, EmotionLabel.Sad, EmotionLabel.Sad)], 100, 1));

    [Fact]
    public void Compare_ClipsOfAnArtistAlike_WidensTheInterval()
    {
        // Ten clips of one artist that rise and fall together are about one clip: the interval is to be about sqrt(10) times as wide.
        var alone = PairedGroupBootstrap.Compare(Clips.Simulate(new Random(3), 600, 1, 0.15, 0.15), 600, 1)!.Accuracy.Interval!;
        var together = PairedGroupBootstrap.Compare(Clips.Simulate(new Random(3), 60, 10, 0.15, 0.15, alike: 1), 600, 1)!.Accuracy.Interval!;
        Assert.InRange((together.High - together.Low) / (alone.High - alone.Low), 2.2, 4.2);
    }

    [Fact]
    public void Compare_Simulated_IntervalHoldsTheTruthAsOftenAsItSays()
    {
        // 60 artists with 4 clips half alike; the true difference is 0.05.
        const int Tables = 300;
        var random = new Random(11);
        var held = 0;
        for (var table = 0; table < Tables; table++)
        {
            var interval = PairedGroupBootstrap.Compare(Clips.Simulate(random, 60, 4, 0.10, 0.15, alike: 0.5), 200, table)!.Accuracy.Interval!;
            if (interval.Low <= 0.05 && interval.High >= 0.05) held++;
        }

        Assert.InRange((double)held / Tables, 0.90, 0.985);
    }
}
