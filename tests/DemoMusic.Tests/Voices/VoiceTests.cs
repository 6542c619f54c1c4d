using Cluster.DemoMusic.Scores;
using Cluster.DemoMusic.Usuls;
using Cluster.DemoMusic.Voices;

namespace Cluster.DemoMusic.Tests.Voices;

public sealed class VoiceTests
{
    private const int Rate = 44_100;

    [Theory]
    [InlineData(VoiceKind.Oud, 110)]
    [InlineData(VoiceKind.Oud, 329.6)]
    [InlineData(VoiceKind.Tanbur, 220)]
    [InlineData(VoiceKind.Tanbur, 466.2)]
    [InlineData(VoiceKind.Kanun, 277.2)]
    [InlineData(VoiceKind.Kanun, 880)]
    [InlineData(VoiceKind.Kemence, 196)]
    [InlineData(VoiceKind.Kemence, 587.3)]
    [InlineData(VoiceKind.Ney, 311.1)]
    [InlineData(VoiceKind.Ney, 784)]
    public void Fundamental_OfEveryVoice_IsWithinThreeCentsOfTheNote(VoiceKind kind, double hz)
    {
        var sound = Play(kind, new(0, 1, hz, 0.8), vibratoCents: 0);

        var measured = PitchMeter.Measure(sound.AsSpan(Rate / 5, Rate * 7 / 10), Rate, hz);

        Assert.InRange(1200 * Math.Log2(measured / hz), -3, 3);
    }

    [Theory]
    [InlineData(VoiceKind.Oud)]
    [InlineData(VoiceKind.Tanbur)]
    [InlineData(VoiceKind.Kanun)]
    [InlineData(VoiceKind.Kemence)]
    [InlineData(VoiceKind.Ney)]
    public void Level_OfEveryVoice_IsFiniteAndNearFullScale(VoiceKind kind)
    {
        var sound = Play(kind, new(0, 1, 250, 1), vibratoCents: 20);

        Assert.All(sound, sample => Assert.True(float.IsFinite(sample)));
        Assert.InRange(sound.Max(Math.Abs), 0.4f, 2f);
    }

    [Theory]
    [InlineData(VoiceKind.Oud)]
    [InlineData(VoiceKind.Kemence)]
    [InlineData(VoiceKind.Ney)]
    public void Note_AfterItsEnd_DiesAway(VoiceKind kind)
    {
        var sound = Play(kind, new(0, 0.4, 250, 1), vibratoCents: 0);

        Assert.True(Rms(sound, 0.8, 1.2) < 0.02 * Rms(sound, 0.1, 0.4));
    }

    [Fact]
    public void Brightness_Raised_RaisesTheTreble()
    {
        // The mean square of the first difference over that of the signal grows with the treble.
        double Treble(VoiceKind kind, double brightness)
        {
            var sound = Play(kind, new(0, 1, 250, 0.8), 0, brightness);
            return sound.Zip(sound.Skip(1), (a, b) => (b - a) * (b - a)).Sum() / sound.Sum(x => x * x);
        }

        Assert.All(Enum.GetValues<VoiceKind>(), kind => Assert.True(Treble(kind, 0.9) > 1.2 * Treble(kind, 0.1)));
    }

    [Fact]
    public void Play_NoteBeyondTheBuffer_IsLeftOut()
    {
        foreach (var kind in Enum.GetValues<VoiceKind>()) Assert.All(Play(kind, new(5, 1, 250, 1), 0), sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void Drum_DumAndTek_AreDeepAndBright()
    {
        double ZeroCrossings(StrokeKind kind)
        {
            var sound = new float[Rate / 2];
            new FrameDrum(Rate, 0.5).Play([new(0, kind, 1)], sound, 3);
            Assert.InRange(sound.Max(Math.Abs), 0.3f, 1.6f);
            return sound.Zip(sound.Skip(1), (a, b) => a * b < 0 ? 1 : 0).Take(Rate / 10).Sum();
        }

        Assert.True(ZeroCrossings(StrokeKind.Tek) > 3 * ZeroCrossings(StrokeKind.Dum));
    }

    [Fact]
    public void Drum_Strokes_SoundWhereTheyAreStruck()
    {
        var sound = new float[Rate * 2];
        new FrameDrum(Rate, 0.5).Play([new(1, StrokeKind.Dum, 1)], sound, 3);

        Assert.All(sound[..Rate], sample => Assert.Equal(0, sample));
        Assert.True(Rms(sound, 1, 1.1) > 0.1);
    }

    private static float[] Play(VoiceKind kind, NoteEvent note, double vibratoCents, double brightness = 0.5)
    {
        var sound = new float[Rate * 5 / 4];
        VoiceFactory.Create(kind, new(Rate, brightness, vibratoCents)).Play([note], sound, 11);
        return sound;
    }

    private static double Rms(float[] sound, double fromS, double toS) =>
        Math.Sqrt(sound[(int)(fromS * Rate)..(int)(toS * Rate)].Average(sample => (double)sample * sample));
}
