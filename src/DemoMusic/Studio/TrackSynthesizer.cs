using Cluster.DemoMusic.Artists;
using Cluster.DemoMusic.Emotions;
using Cluster.DemoMusic.Scores;
using Cluster.DemoMusic.Voices;

namespace Cluster.DemoMusic.Studio;

/// <summary>Plays a performance: score, voices, room and desk.</summary>
public static class TrackSynthesizer
{
    /// <summary>Makes the sound of a track.</summary>
    /// <param name="performance">What is played, and how.</param>
    /// <param name="recording">How it is recorded.</param>
    /// <param name="durationS">Length in seconds; more than 0.</param>
    /// <param name="sampleRate">In Hz, 8000-96000.</param>
    /// <param name="seed">Equal seeds give equal samples on one kind of machine.</param>
    /// <returns>Mono samples in [-0.98, 0.98], <c>round(durationS * sampleRate)</c> of them, without DC.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Length or sample rate is out of range.</exception>
    public static float[] Synthesize(Performance performance, RecordingStyle recording, double durationS, int sampleRate, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(durationS);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 8000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, 96000);
        var score = Composer.Compose(performance, durationS, seed);
        var sound = new float[(int)Math.Round(durationS * sampleRate)];
        var settings = new VoiceSettings(sampleRate, performance.Brightness, performance.VibratoCents);
        VoiceFactory.Create(performance.Lead, settings).Play(score.Melody, sound, seed);
        if (performance.Companion is { } companion) VoiceFactory.Create(companion, settings).Play(score.Companion, sound, seed + 1);
        new PluckedVoice(settings with { Brightness = performance.Brightness / 2 }, PluckedTone.Tanbur).Play(score.Drone, sound, seed + 2);
        new FrameDrum(sampleRate, performance.Brightness).Play(score.Strokes, sound, seed);
        new Room(recording.ReverbS, sampleRate).AddTo(sound, (float)recording.ReverbLevel);
        Desk.Record(sound, recording, performance.Roughness, sampleRate, seed);
        return sound;
    }
}
