using Cluster.Abstractions.Emotions;
using Cluster.DemoMusic.Reports;
using static Cluster.Abstractions.Emotions.EmotionLabel;

namespace Cluster.DemoMusic.Tests.Reports;

public sealed class TagReportTests
{
    [Fact]
    public void Report_ByHandComputedExample_Agrees()
    {
        var report = new TagReport(
        [
            Tagged(Happy, Happy), Tagged(Happy, Happy), Tagged(Happy, Angry, TagDecision.Review),
            Tagged(Sad, Sad), Tagged(Sad, Relaxed),
            Tagged(Angry, Angry, TagDecision.TopTwo),
        ]);

        Assert.Equal(6, report.Tracks);
        Assert.Equal(4 / 6.0, report.Accuracy, 12);
        Assert.Equal(2, report.Count(Happy, Happy));
        Assert.Equal(1, report.Count(Happy, Angry));
        Assert.Equal(0, report.Count(Angry, Happy));

        // F1: happy 2*2/(3+2), sad 2*1/(2+1), angry 2*1/(1+2); relaxed does not occur in the truth.
        Assert.Equal((0.8 + (2 / 3.0) + (2 / 3.0)) / 3, report.MacroF1, 12);
        Assert.Equal(new EmotionScore(Sad, 1, 0.5, 2 / 3.0, 2), report.Scores[(int)Sad]);
        Assert.Equal(new EmotionScore(Relaxed, 0, 0, 0, 0), report.Scores[(int)Relaxed]);
        Assert.Equal([4, 1, 1], report.Decisions);
        Assert.Equal(0.75, report.TaggedAccuracy);
    }

    [Fact]
    public void TaggedAccuracy_NothingConfident_IsUnknown() =>
        Assert.Null(new TagReport([Tagged(Sad, Sad, TagDecision.Review)]).TaggedAccuracy);

    [Fact]
    public void Report_WithoutTracks_IsRefused() => Assert.Throws<ArgumentException>(() => new TagReport([]));

    private static TaggedTrack Tagged(EmotionLabel truth, EmotionLabel predicted, TagDecision decision = TagDecision.Tagged) =>
        new("t", truth, predicted, decision);
}
