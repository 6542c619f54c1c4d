using Cluster.DemoMusic.Numerics;

namespace Cluster.DemoMusic.Voices;

/// <summary>A breathy flute after the ney: a few harmonics of a sine, and breath noise in a band about the pitch.</summary>
/// <param name="settings">The way of playing.</param>
/// <remarks>Harmonics come from one sine and cosine by <c>sin 2x = 2 sin x cos x</c> and <c>sin 3x = 3 sin x - 4 sin³ x</c>.</remarks>
public sealed class NeyVoice(VoiceSettings settings) : SustainedVoice(settings, attackS: 0.12, releaseS: 0.12)
{
    private SeededRandom random = new(0);
    private Biquad breath;
    private double phase;

    private protected override void Begin(long seed)
    {
        random = SeededRandom.For(seed, 4);
        breath = default;
        phase = 0;
    }

    private protected override void Sound(Span<float> block, BlockControl control)
    {
        var rate = Settings.SampleRate;
        breath.Retune(Biquad.BandPass(control.StartHz * 2.2, 1.1, rate));
        var step = control.StartHz / rate;
        var stepSlope = ((control.EndHz / rate) - step) / block.Length;
        var level = (float)control.StartLevel;
        var levelSlope = (float)((control.EndLevel - control.StartLevel) / block.Length);
        var second = 0.2f + (0.3f * (float)Settings.Brightness);
        var third = 0.08f + (0.25f * (float)Settings.Brightness);
        for (var i = 0; i < block.Length; i++)
        {
            var sin = SineTable.At(phase);
            var cos = SineTable.At(phase < 0.75 ? phase + 0.25 : phase - 0.75);

            // Blown harder, the pipe's upper harmonics grow faster than its fundamental.
            var tone = (0.55f * sin) + (level * ((second * 2 * sin * cos) + (third * sin * (3 - (4 * sin * sin)))));
            block[i] += level * (tone + (0.3f * breath.Next(random.NextNoise())));
            phase += step;
            if (phase >= 1) phase -= 1;
            step += stepSlope;
            level += levelSlope;
        }
    }
}
