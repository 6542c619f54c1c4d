using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Explanations;

namespace Cluster.Grains.Tests.Explanations;

public sealed class ExplanationRulesTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly AudioSource Audio = new()
    {
        Path = "/a.wav",
        SizeBytes = 1,
        ModifiedAt = Time,
        ContentHash = "h",
        DurationS = 60,
        SampleRate = 44100,
        Channels = 1,
        BitrateKbps = 1,
    };

    [Fact]
    public void Find_ClipThatIsNotTagged_SaysWhatToDo()
    {
        var track = new Track { TrackId = "t", Audio = Audio, Clips = [Clip(0, null)] };
        var (clip, failure) = ExplanationRules.Find(new ClipId("t", 0), track);
        Assert.Equal((ExplainStatus.NotPredicted, track.Clips[0]), (failure!.Status, clip));
        Assert.Contains("'t#0' has no prediction yet", failure.Reason, StringComparison.Ordinal);
        Assert.Equal(ExplainStatus.NotFound, ExplanationRules.Find(new ClipId("t", 1), track).Failure!.Status);
        Assert.Equal(ExplainStatus.NotFound, ExplanationRules.Find(new ClipId("t", 0), null).Failure!.Status);
    }

    [Fact]
    public void VectorOf_CacheOfAnotherCutting_IsNotTaken()
    {
        var clip = Clip(1, Predict(0.7));
        Assert.Equal([2f], ExplanationRules.VectorOf(clip, Content((0, 30), (30, 30)))!);
        Assert.Equal([2f], ExplanationRules.VectorOf(clip, Content((0, 30), (30.001, 30)))!);
        Assert.Null(ExplanationRules.VectorOf(clip, Content((0, 30), (15, 30))));
        Assert.Null(ExplanationRules.VectorOf(clip, Content((0, 30), (30, 10))));
        Assert.Null(ExplanationRules.VectorOf(clip, Content((0, 30))));
        Assert.Null(ExplanationRules.VectorOf(clip, null));
    }

    [Fact]
    public void IsSame_OtherProbabilities_AreNotTheStoredAnswer()
    {
        Assert.True(ExplanationRules.IsSame(new(0.7, 0.1, 0.1, 0.1), new(0.70001, 0.09999, 0.1, 0.1)));
        Assert.False(ExplanationRules.IsSame(new(0.7, 0.1, 0.1, 0.1), new(0.69, 0.11, 0.1, 0.1)));
    }

    [Fact]
    public void Failures_OfFeatures_NameTheClipAndTheWayOut()
    {
        var clip = Clip(1, Predict(0.7));
        foreach (var outcome in (ExplainOutcome[])[ExplanationRules.NotCached(clip), ExplanationRules.Changed(clip)])
        {
            Assert.Equal((ExplainStatus.FeaturesNotCached, clip), (outcome.Status, outcome.Clip));
            Assert.Contains("'t#1'", outcome.Reason, StringComparison.Ordinal);
            Assert.Contains("cluster backfill --force", outcome.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Chosen_MoreClipsThanWanted_AreThoseThatAgreeAndAreSurest()
    {
        var whole = new TrackEmotion(Predict(0.6), AggregationMethod.Majority, 5);
        ImmutableArray<Clip> clips = [Clip(0, Predict(0.6)), Clip(1, Sad(0.99)), Clip(2, Predict(0.9)), Clip(3, Predict(0.7)), Clip(4, Sad(0.98))];
        Assert.Equal([2, 3], PredictionExplainer.Chosen(whole, clips, 2).Select(clip => clip.Index));
        Assert.Equal([0, 1, 2, 3], PredictionExplainer.Chosen(whole, clips, 4).Select(clip => clip.Index));
        Assert.Equal([0, 1, 2, 3, 4], PredictionExplainer.Chosen(whole, clips, 9).Select(clip => clip.Index));
    }

    private static Prediction Predict(double happy) => DecisionPolicy.Default.ToPrediction(new(happy, 1 - happy, 0, 0), "m", "s", Time);

    private static Prediction Sad(double sad) => DecisionPolicy.Default.ToPrediction(new(1 - sad, sad, 0, 0), "m", "s", Time);

    private static Clip Clip(int index, Prediction? prediction) => new() { TrackId = "t", Index = index, StartS = index * 30, DurationS = 30, Prediction = prediction };

    private static AnalysedContent Content(params (double StartS, double DurationS)[] clips) =>
        new(new FeatureCacheKey("h", "s", 30, 30), Audio, [.. clips.Index().Select(clip => new CachedClipFeatures(clip.Item.StartS, clip.Item.DurationS, [clip.Index + 1]))]);
}
