using Cluster.DemoMusic.Numerics;
using Cluster.DemoMusic.Scores;
using Cluster.DemoMusic.Usuls;

namespace Cluster.DemoMusic.Voices;

/// <summary>A frame drum after the bendir: a düm is a deep tone that falls in pitch, a tek a short bright one at the rim with noise.</summary>
/// <param name="sampleRate">In Hz.</param>
/// <param name="brightness">In [0, 1].</param>
/// <remarks>A few takes of each stroke are made once and mixed in where they are struck.</remarks>
public sealed class FrameDrum(int sampleRate, double brightness)
{
    private const int Takes = 3;

    /// <summary>Plays the strokes and adds their sound to a buffer.</summary>
    /// <param name="strokes">The strokes; what begins after the buffer's end is left out.</param>
    /// <param name="mix">Mono samples from the track's beginning; a stroke of velocity 1 peaks near 1.</param>
    /// <param name="seed">Equal seeds give equal sound.</param>
    public void Play(IReadOnlyList<StrokeEvent> strokes, Span<float> mix, long seed)
    {
        if (strokes.Count == 0) return;
        var random = SeededRandom.For(seed, 5);
        var dums = Enumerable.Range(0, Takes).Select(_ => Dum(random)).ToArray();
        var teks = Enumerable.Range(0, Takes).Select(_ => Tek(random)).ToArray();
        foreach (var stroke in strokes)
        {
            var take = random.Choose(stroke.Kind == StrokeKind.Dum ? dums : teks);
            var start = (int)(stroke.StartS * sampleRate);
            if (start >= mix.Length) continue;
            var target = mix.Slice(start, Math.Min(take.Length, mix.Length - start));
            var level = (float)stroke.Velocity;
            for (var i = 0; i < target.Length; i++) target[i] += level * take[i];
        }
    }

    private float[] Dum(SeededRandom random)
    {
        var sound = new float[sampleRate * 45 / 100];
        var hz = random.Between(78, 86);
        var skin = Biquad.BandPass(220, 0.8, sampleRate);
        var phase = 0.0;
        for (var i = 0; i < sound.Length; i++)
        {
            var t = i / (double)sampleRate;
            phase += hz * (1 + (0.6 * Math.Exp(-t * 40))) / sampleRate;
            var tone = SineTable.At(phase - Math.Floor(phase)) * Math.Exp(-t * 11);
            sound[i] = (float)((0.85 * tone) + (0.5 * skin.Next(random.NextNoise()) * Math.Exp(-t * 60))) * Fade(i, sound.Length);
        }

        return sound;
    }

    private float[] Tek(SeededRandom random)
    {
        var sound = new float[sampleRate * 18 / 100];
        var hz = random.Between(370, 410);
        var rim = Biquad.BandPass(1800 + (3200 * brightness), 0.7, sampleRate);
        for (var i = 0; i < sound.Length; i++)
        {
            var t = i / (double)sampleRate;
            var phase = hz * t;
            var tone = SineTable.At(phase - Math.Floor(phase)) * Math.Exp(-t * 38);
            sound[i] = (float)((0.4 * tone) + (1.1 * rim.Next(random.NextNoise()) * Math.Exp(-t * 55))) * Fade(i, sound.Length);
        }

        return sound;
    }

    // A millisecond in, the last tenth out, so that no stroke clicks.
    private float Fade(int i, int length)
    {
        var fadeIn = Math.Min(1f, i * 1000f / sampleRate);
        return fadeIn * Math.Min(1f, (length - i) * 10f / length);
    }
}
