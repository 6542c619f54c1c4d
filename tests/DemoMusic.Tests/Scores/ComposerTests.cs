using Cluster.DemoMusic.Makams;
using Cluster.DemoMusic.Scores;
using Cluster.DemoMusic.Usuls;

namespace Cluster.DemoMusic.Tests.Scores;

public sealed class ComposerTests
{
    public static TheoryData<string> Makams => [.. MakamTable.All.Select(makam => makam.Name)];

    [Theory, MemberData(nameof(Makams))]
    public void Melody_InEveryMakam_UsesOnlyItsTonesAndEndsOnTheTonic(string name)
    {
        var makam = MakamTable.All.Single(makam => makam.Name == name);
        var melody = Composer.Compose(Performances.Plain with { Makam = makam }, 40, 5).Melody;

        var tones = Enumerable.Range(-10, 30).Select(degree => makam.FrequencyAt(degree, 220)).ToArray();
        Assert.All(melody, note => Assert.Contains(tones, tone => Math.Abs((tone / note.FrequencyHz) - 1) < 1e-9));
        Assert.Equal(220, melody[^1].FrequencyHz, 1e-9);
    }

    [Fact]
    public void Melody_OfAnAscendingAndADescendingMakam_BeginsLowAndHigh()
    {
        double Opening(Seyir seyir)
        {
            var makam = MakamTable.All[0] with { Seyir = seyir };
            return Enumerable.Range(0, 10)
                .SelectMany(seed => Composer.Compose(Performances.Plain with { Makam = makam }, 60, seed).Melody.Where(note => note.StartS < 6))
                .Average(note => Math.Log2(note.FrequencyHz / 220));
        }

        Assert.True(Opening(Seyir.Descending) > Opening(Seyir.Mixed));
        Assert.True(Opening(Seyir.Mixed) > Opening(Seyir.Ascending));
    }

    [Fact]
    public void Strokes_OfDuyek_StandOnItsUnits()
    {
        // 100 beats a minute, two units a beat: a unit is 0.3 s, a cycle of eight 2.4 s.
        var strokes = Composer.Compose(Performances.Plain, 24, 5).Strokes;

        Assert.Equal(10 * 5, strokes.Count);
        var expected = UsulTable.All.Single(usul => usul.Name == "Düyek").Strokes;
        for (var i = 0; i < strokes.Count; i++)
        {
            Assert.Equal(expected[i % 5].Kind, strokes[i].Kind);
            Assert.Equal((i / 5 * 2.4) + (expected[i % 5].Position * 0.3), strokes[i].StartS, 0.05);
        }
    }

    [Fact]
    public void Density_Raised_BringsMoreNotes()
    {
        int Notes(double density) => Composer.Compose(Performances.Plain with { Density = density }, 60, 5).Melody.Count;

        Assert.True(Notes(0.9) > 1.5 * Notes(0.3));
    }

    [Fact]
    public void Compose_SameSeed_GivesTheSameScoreAndAnotherSeedAnother()
    {
        var first = Composer.Compose(Performances.Plain, 30, 5);

        Assert.Equal(first.Melody, Composer.Compose(Performances.Plain, 30, 5).Melody);
        Assert.NotEqual(first.Melody, Composer.Compose(Performances.Plain, 30, 6).Melody);
    }

    [Fact]
    public void Compose_NoLength_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Composer.Compose(Performances.Plain, 0, 1));

    [Fact]
    public void Compose_ShorterThanACycle_StillHasMelody() => Assert.NotEmpty(Composer.Compose(Performances.Plain, 1, 1).Melody);
}
