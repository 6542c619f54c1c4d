using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Predictions;

namespace Cluster.Abstractions.Tests.Emotions;

public sealed class EmotionLabelTests
{
    [Fact]
    public void PersistedEnums_Always_KeepTheirNumbers()
    {
        Assert.Equal("Happy=0 Sad=1 Angry=2 Relaxed=3", Numbers<EmotionLabel>());
        Assert.Equal("Tagged=0 TopTwo=1 Review=2", Numbers<TagDecision>());
        Assert.Equal("Majority=0 Mean=1", Numbers<AggregationMethod>());
        Assert.Equal("Queued=0 Running=1 Paused=2 Completed=3 CompletedWithErrors=4 Cancelled=5 Failed=6", Numbers<JobState>());
        Assert.Equal("Pending=0 Tagged=1 Unchanged=2 Failed=3 Planned=4", Numbers<ItemState>());
        Assert.Equal("UnsupportedAudio=0 EmptyAudio=1 Unreadable=2 DecoderFault=3 NoModel=4 Busy=5 BadRequest=6", Numbers<FailureKind>());
    }

    private static string Numbers<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value, null)}"));
}
