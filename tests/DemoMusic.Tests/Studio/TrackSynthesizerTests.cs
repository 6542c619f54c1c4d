using Cluster.DemoMusic.Catalogue;
using Cluster.DemoMusic.Studio;

namespace Cluster.DemoMusic.Tests.Studio;

public sealed class TrackSynthesizerTests
{
    private const int Rate = 22_050;

    [Fact]
    public void Synthesize_PlannedTracks_AreWithinFullScaleWithoutDcAndAtTheArtistsLevel()
    {
        var planned = CataloguePlanner.Plan(new DemoOptions { Folder = "x", Tracks = 16 }, withMp3: false);
        foreach (var track in planned)
        {
            var sound = TrackSynthesizer.Synthesize(track.Performance, track.Recording, 8, Rate, track.Seed);

            Assert.Equal(8 * Rate, sound.Length);
            Assert.All(sound, sample => Assert.InRange(sample, -0.98f, 0.98f));
            Assert.InRange(sound.Average(sample => (double)sample), -1e-3, 1e-3);
            var rmsDb = 20 * Math.Log10(Math.Sqrt(sound.Average(sample => (double)sample * sample)));
            Assert.InRange(rmsDb, track.Recording.LoudnessDb - 2.5, track.Recording.LoudnessDb + 0.5);
        }
    }

    [Fact]
    public void Synthesize_SameSeed_GivesTheSameSamplesAndAnotherSeedOthers()
    {
        float[] Make(long seed) => TrackSynthesizer.Synthesize(Performances.Plain, Performances.Recording, 4, Rate, seed);

        Assert.Equal(Make(1), Make(1));
        Assert.NotEqual(Make(1), Make(2));
    }

    [Fact]
    public void Synthesize_Fades_BeginAndEndInSilence()
    {
        var sound = TrackSynthesizer.Synthesize(Performances.Plain, Performances.Recording, 4, Rate, 1);

        Assert.Equal(0, sound[0]);
        Assert.Equal(0, sound[^1]);
    }

    [Theory]
    [InlineData(0, 44_100)]
    [InlineData(5, 4_000)]
    [InlineData(5, 200_000)]
    public void Synthesize_OutOfRange_IsRefused(double durationS, int sampleRate) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => TrackSynthesizer.Synthesize(Performances.Plain, Performances.Recording, durationS, sampleRate, 1));
}
