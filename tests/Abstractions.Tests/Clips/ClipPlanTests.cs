using Cluster.Abstractions.Clips;
using CsCheck;

namespace Cluster.Abstractions.Tests.Clips;

public sealed class ClipPlanTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(-1, "")]
    [InlineData(0.5, "0+0.5")]
    [InlineData(30, "0+30")]
    [InlineData(30.9, "0+30")]
    [InlineData(45, "0+30 15+30")]
    [InlineData(60, "0+30 30+30")]
    [InlineData(61, "0+30 30+30 31+30")]
    public void Cut_WithTheDefaults_CoversTheTrack(double durationS, string expected) =>
        Assert.Equal(expected, string.Join(' ', ClipPlan.Default.Cut(durationS).Select(clip => FormattableString.Invariant($"{clip.StartS}+{clip.DurationS}"))));

    [Fact]
    public void Cut_OfOverlappingClips_StartsEveryHop() =>
        Assert.Equal([0, 10, 20, 25], new ClipPlan(20, 10).Cut(45).Select(clip => clip.StartS));

    [Fact]
    public void Cut_OfAnyTrack_LosesLessThanTheLeastRemainder() =>
        Gen.Select(Gen.Double[0.01, 2000], Gen.Double[1, 60], Gen.Double[0.1, 1]).Sample((duration, length, hopShare) =>
        {
            var plan = new ClipPlan(length, Math.Max(0.5, length * hopShare));
            var covered = 0.0;
            foreach (var (start, clipDuration) in plan.Cut(duration))
            {
                Assert.InRange(start, 0, covered + 1e-9);
                Assert.True(start + clipDuration <= duration + 1e-9);
                covered = start + clipDuration;
            }

            Assert.True(duration - covered < ClipPlan.LeastRemainderS);
        });
}
