using Cluster.DemoMusic.Scores;

namespace Cluster.DemoMusic.Voices;

/// <summary>A voice that holds its notes: glides, vibrato and envelope are worked out here, a block at a time; the sound itself is the heirs'.</summary>
/// <param name="settings">The way of playing.</param>
/// <param name="attackS">Time to full loudness, in seconds.</param>
/// <param name="releaseS">Time in which a note dies away, in seconds.</param>
/// <remarks>One note sounds at a time: the next one takes over pitch and loudness from where the one before is.</remarks>
public abstract class SustainedVoice(VoiceSettings settings, double attackS, double releaseS) : IMelodicVoice
{
    /// <summary>Samples in a block: pitch and loudness run straight between blocks.</summary>
    private const int Block = 64;

    private const double GlideS = 0.035;
    private const double VibratoHz = 5.6;
    private const double VibratoDelayS = 0.2;

    /// <summary>The way of playing.</summary>
    protected VoiceSettings Settings { get; } = settings;

    /// <inheritdoc/>
    public void Play(IReadOnlyList<NoteEvent> notes, Span<float> mix, long seed)
    {
        if (notes.Count == 0) return;
        Begin(seed);
        var rate = (double)Settings.SampleRate;
        var blockS = Block / rate;
        var (hz, loudness, index) = (notes[0].FrequencyHz, 0.0, -1);
        for (var start = 0; start < mix.Length; start += Block)
        {
            var now = start / rate;
            while (index + 1 < notes.Count && notes[index + 1].StartS <= now) index++;
            var note = notes[Math.Max(0, index)];
            var age = now - note.StartS;
            var sounding = age >= 0 && age < note.DurationS;
            if (!sounding && loudness < 1e-4)
            {
                // Nothing to hear until the next note, which then starts without a glide.
                if (index + 1 >= notes.Count) break;
                hz = notes[index + 1].FrequencyHz;
                loudness = 0;
                continue;
            }

            var nextHz = hz * Math.Pow(note.FrequencyHz / hz, Math.Min(1, blockS / GlideS * 3));
            var target = sounding ? note.Velocity : 0;
            var nextLoudness = loudness + ((target - loudness) * Math.Min(1, 3 * blockS / (sounding ? attackS : releaseS)));
            var bend = Vibrato(age);
            var block = mix.Slice(start, Math.Min(Block, mix.Length - start));
            Sound(block, new(hz * bend, nextHz * Vibrato(age + blockS), loudness, nextLoudness));
            (hz, loudness) = (nextHz, nextLoudness);
        }
    }

    /// <summary>Forgets what was played before.</summary>
    private protected abstract void Begin(long seed);

    /// <summary>Adds one block of sound.</summary>
    private protected abstract void Sound(Span<float> block, BlockControl control);

    private double Vibrato(double age)
    {
        if (Settings.VibratoCents == 0 || age < VibratoDelayS) return 1;
        var depth = Settings.VibratoCents / 1200 * Math.Min(1, (age - VibratoDelayS) / 0.3);
        return Math.Pow(2, depth * Math.Sin(2 * Math.PI * VibratoHz * (age - VibratoDelayS)));
    }

    /// <summary>Pitch in Hz and loudness at a block's start and end.</summary>
    private protected readonly record struct BlockControl(double StartHz, double EndHz, double StartLevel, double EndLevel);
}
