using Cluster.DemoMusic.Numerics;
using Cluster.DemoMusic.Scores;

namespace Cluster.DemoMusic.Voices;

/// <summary>Plucked strings by the extended Karplus-Strong algorithm: a burst of noise circling in a delay line with a loss filter.</summary>
/// <param name="settings">The way of playing.</param>
/// <param name="tone">The instrument.</param>
/// <remarks>
/// <para>The loop is tuned exactly: the phase delay of the loss filter at the fundamental is subtracted from the period and an all-pass makes up
/// the fraction. The burst is low-passed by velocity and combed by the pluck position, and has no DC.</para>
/// <para>Sources: Karplus and Strong, "Digital synthesis of plucked-string and drum timbres"; Jaffe and Smith, "Extensions of the
/// Karplus-Strong plucked-string algorithm"; both Computer Music Journal 7(2), 1983.</para>
/// </remarks>
public sealed class PluckedVoice(VoiceSettings settings, PluckedTone tone) : IMelodicVoice
{
    /// <summary>How fast a damped string falls by 60 dB, in seconds.</summary>
    private const double DampedS = 0.12;

    /// <summary>Where a string counts as silent: -66 dB.</summary>
    private const double Silence = 5e-4;

    /// <inheritdoc/>
    public void Play(IReadOnlyList<NoteEvent> notes, Span<float> mix, long seed)
    {
        var random = SeededRandom.For(seed, 2);
        foreach (var note in notes)
        {
            if (tone.CourseCents == 0)
            {
                Pluck(note, note.FrequencyHz, 0.9, mix, random);
                continue;
            }

            var detune = Math.Pow(2, tone.CourseCents / 2 / 1200);
            Pluck(note, note.FrequencyHz * detune, 0.5, mix, random);
            Pluck(note, note.FrequencyHz / detune, 0.5, mix, random);
        }
    }

    private void Pluck(NoteEvent note, double hz, double level, Span<float> mix, SeededRandom random)
    {
        var rate = settings.SampleRate;
        var start = (int)(note.StartS * rate);
        if (start >= mix.Length || hz < 20 || hz > rate / 8.0) return;
        var brightness = Math.Clamp((0.5 * tone.Brightness) + (0.5 * settings.Brightness), 0, 1);

        // Loss filter y = g ((1 - s) x + s x'): s near 1/2 is dark. Its phase delay at the fundamental, in samples:
        var s = 0.5 - (0.42 * brightness);
        var omega = 2 * Math.PI * hz / rate;
        var lossDelay = Math.Atan2(s * Math.Sin(omega), 1 - s + (s * Math.Cos(omega))) / omega;
        var lossGain = Math.Sqrt((1 - s) * (1 - s) + (s * s) + (2 * s * (1 - s) * Math.Cos(omega)));
        var whole = (int)Math.Floor(rate / hz - lossDelay - 0.2);
        var fraction = rate / hz - lossDelay - whole;
        var allPass = (float)(Math.Sin((1 - fraction) * omega / 2) / Math.Sin((1 + fraction) * omega / 2));

        var decayS = tone.DecayS * Math.Sqrt(220 / hz);
        var held = LoopGain(decayS, hz, lossGain);
        var damped = LoopGain(DampedS, hz, lossGain);
        var heldSamples = Math.Min(Samples(note.DurationS), Samples(decayS * -Math.Log10(Silence) / 3));
        var releaseSamples = Samples(DampedS);
        var line = new float[whole];
        Excite(line, brightness, note.Velocity, random);
        var rest = mix[start..];
        var gain = (float)(level * note.Velocity);
        var state = new LoopState();
        Ring(line, rest[..Math.Min(heldSamples, rest.Length)], held, (float)s, allPass, gain, ref state);
        rest = rest[Math.Min(heldSamples, rest.Length)..];
        Ring(line, rest[..Math.Min(releaseSamples, rest.Length)], damped, (float)s, allPass, gain, ref state);
    }

    private static float LoopGain(double decayS, double hz, double lossGain) => (float)Math.Min(0.9999, Math.Pow(10, -3 / (hz * decayS)) / lossGain);

    private int Samples(double seconds) => (int)Math.Min(int.MaxValue / 2, seconds * settings.SampleRate);

    private void Excite(Span<float> line, double brightness, double velocity, SeededRandom random)
    {
        // Hard plucks are bright: the burst's low-pass opens with velocity.
        var open = (float)Math.Clamp(0.12 + (0.45 * brightness) + (0.3 * velocity), 0.05, 1);
        var low = 0f;
        for (var i = 0; i < line.Length; i++) line[i] = low += open * (random.NextNoise() - low);
        var offset = Math.Max(1, (int)(tone.PluckPosition * line.Length));
        Span<float> dry = new float[line.Length];
        line.CopyTo(dry);
        var power = 0.0;
        for (var i = 0; i < line.Length; i++)
        {
            line[i] -= dry[(i + offset) % line.Length];
            power += line[i] * line[i];
        }

        var scale = (float)(0.35 / Math.Sqrt((power / line.Length) + 1e-12));
        for (var i = 0; i < line.Length; i++) line[i] *= scale;
    }

    private static void Ring(float[] line, Span<float> output, float loopGain, float s, float allPass, float level, ref LoopState state)
    {
        var (i, previous, x1, y1) = (state.Index, state.Previous, state.X1, state.Y1);
        for (var t = 0; t < output.Length; t++)
        {
            var read = line[i];
            var x = loopGain * (((1 - s) * read) + (s * previous));
            previous = read;
            y1 = (allPass * (x - y1)) + x1;
            x1 = x;
            line[i] = y1;
            if (++i == line.Length) i = 0;
            output[t] += level * y1;
        }

        state = new(i, previous, x1, y1);
    }

    private readonly record struct LoopState(int Index, float Previous, float X1, float Y1);
}
