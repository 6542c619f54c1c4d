using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;
using Cluster.DemoMusic.Catalogue;

namespace Cluster.DemoMusic.Tests.Catalogue;

public sealed class CataloguePlannerTests
{
    private static readonly DemoOptions Options = new() { Folder = "x" };

    [Fact]
    public void Halves_OfThePlan_ShareNoArtist()
    {
        var plan = CataloguePlanner.Plan(Options, withMp3: true);

        var training = plan.Where(track => track.ForTraining).Select(track => track.Track.Artist).ToHashSet();
        var others = plan.Where(track => !track.ForTraining).Select(track => track.Track.Artist).ToHashSet();
        Assert.Empty(training.Intersect(others));
        Assert.Equal(11, training.Count);
        Assert.Equal(9, others.Count);
    }

    [Fact]
    public void Emotions_InEachHalf_AreAsFrequentAsCanBe()
    {
        foreach (var half in CataloguePlanner.Plan(Options, withMp3: true).GroupBy(track => track.ForTraining))
        {
            var counts = half.CountBy(track => track.Track.Emotion).ToDictionary();
            Assert.Equal(EmotionProbabilities.Count, counts.Count);
            Assert.True(counts.Values.Max() - counts.Values.Min() <= 1);
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(160)]
    public void Emotions_OfTheTrainingHalf_AreByFourArtistsAtLeast(int tracks)
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var training = CataloguePlanner.Plan(Options with { Tracks = tracks, Seed = seed }, withMp3: false).Where(track => track.ForTraining);
            Assert.All(training.GroupBy(track => track.Track.Emotion), emotion => Assert.InRange(emotion.Select(track => track.Track.Artist).Distinct().Count(), 4, int.MaxValue));
        }
    }

    [Fact]
    public void IdsAndPaths_OfThePlan_AreValidAndDifferent()
    {
        var plan = CataloguePlanner.Plan(Options with { Tracks = 400 }, withMp3: true);

        Assert.Distinct(plan.Select(track => track.Track.TrackId));
        Assert.Distinct(plan.Select(track => track.Track.Path));
        Assert.All(plan, track => Assert.Null(TrackIds.Validate(track.Track.TrackId)));
        Assert.All(plan, track => Assert.DoesNotContain("..", track.Track.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_OfThePlan_HoldTurkishLettersAndDoNotTellTheEmotion()
    {
        var plan = CataloguePlanner.Plan(Options, withMp3: true);

        Assert.Contains(plan, track => track.Track.Path.Any("çğıöşüÇĞİÖŞÜ".Contains));
        foreach (var label in Enum.GetValues<EmotionLabel>())
        {
            foreach (var name in (string[])[label.ToName(), label.ToDisplayName("tr"), label.ToDisplayName("es")])
                Assert.DoesNotContain(plan, track => track.Track.Path.Contains(name, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Mp3_WithAndWithoutEncoder_IsAShareOrNothing()
    {
        var with = CataloguePlanner.Plan(Options, withMp3: true).Count(track => track.AsMp3);

        Assert.InRange(with, 5, 40);
        Assert.DoesNotContain(CataloguePlanner.Plan(Options, withMp3: false), track => track.AsMp3);
    }

    [Fact]
    public void Lengths_OfThePlan_GiveTracksOfOneAndOfTwoClips()
    {
        var plan = CataloguePlanner.Plan(Options, withMp3: true);

        Assert.All(plan, track => Assert.InRange(track.DurationS, 24, 44));
        Assert.Contains(plan, track => track.DurationS < 30);
        Assert.Contains(plan, track => track.DurationS > 35);
    }

    [Fact]
    public void Plan_SameSeed_IsTheSameAndAnotherSeedAnother()
    {
        var first = CataloguePlanner.Plan(Options, withMp3: true);

        Assert.Equal(first.Select(Facts), CataloguePlanner.Plan(Options, withMp3: true).Select(Facts));
        Assert.NotEqual(first.Select(Facts), CataloguePlanner.Plan(Options with { Seed = 2 }, withMp3: true).Select(Facts));
        static (DemoTrack, double, double) Facts(PlannedTrack track) => (track.Track, track.Performance.TempoBpm, track.DurationS);
    }

    [Fact]
    public void Tempo_OfTheEmotions_DiffersAndYetOverlaps()
    {
        var tempo = CataloguePlanner.Plan(Options with { Tracks = 800 }, withMp3: false)
            .ToLookup(track => track.Track.Emotion, track => track.Performance.TempoBpm);

        Assert.True(tempo[EmotionLabel.Angry].Average() > tempo[EmotionLabel.Sad].Average() + 20);
        Assert.True(tempo[EmotionLabel.Angry].Min() < tempo[EmotionLabel.Sad].Max());
        Assert.True(tempo[EmotionLabel.Happy].Min() < tempo[EmotionLabel.Relaxed].Max());
    }

    [Theory]
    [InlineData(15, 8, 0.5)]
    [InlineData(3000, 8, 0.5)]
    [InlineData(100, 2, 0.5)]
    [InlineData(100, 8, 0.95)]
    public void Plan_OptionOutOfRange_IsRefused(int tracks, int perArtist, double share) => Assert.Throws<ArgumentException>(
        () => CataloguePlanner.Plan(Options with { Tracks = tracks, TracksPerArtist = perArtist, TrainingShare = share }, withMp3: false));

    [Theory]
    [InlineData(16, 50)]
    [InlineData(17, 8)]
    [InlineData(2000, 4)]
    public void Plan_ExtremeNumbers_FillBothHalves(int tracks, int perArtist)
    {
        var plan = CataloguePlanner.Plan(Options with { Tracks = tracks, TracksPerArtist = perArtist }, withMp3: false);

        Assert.Equal(tracks, plan.Length);
        Assert.Contains(plan, track => track.ForTraining);
        Assert.Contains(plan, track => !track.ForTraining);
        Assert.Empty(plan.Where(track => track.ForTraining).Select(track => track.Track.Artist)
            .Intersect(plan.Where(track => !track.ForTraining).Select(track => track.Track.Artist)));
    }
}
