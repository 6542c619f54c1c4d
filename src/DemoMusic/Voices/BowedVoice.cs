using Cluster.DemoMusic.Numerics;

namespace Cluster.DemoMusic.Voices;

/// <summary>A bowed string: a sawtooth (Helmholtz motion) with bow noise through the resonances of a small body.</summary>
/// <param name="settings">The way of playing.</param>
/// <remarks>
/// The sawtooth is band-limited by polynomial corrections of its steps: Välimäki and Huovilainen, "Antialiasing oscillators in subtractive
/// synthesis", IEEE Signal Processing Magazine 2007.
/// </remarks>
public sealed class BowedVoice(VoiceSettings settings) : SustainedVoice(settings, attackS: 0.08, releaseS: 0.1)
{
    private SeededRandom random = new(0);
    private Biquad body;
    private Biquad nose;
    private Biquad treble;
    private Biquad rumble;
    private double phase;

    private protected override void Begin(long seed)
    {
        random = SeededRandom.For(seed, 3);
        phase = 0.5;
        var rate = Settings.SampleRate;
        body = Biquad.Peak(480, 2.5, 8, rate);
        nose = Biquad.Peak(1400, 2, 6, rate);
        treble = Biquad.LowPass(1200 + (4500 * Settings.Brightness), 0.7, rate);
        rumble = Biquad.HighPass(90, 0.7, rate);
    }

    private protected override void Sound(Span<float> block, BlockControl control)
    {
        var step = control.StartHz / Settings.SampleRate;
        var stepSlope = ((control.EndHz / Settings.SampleRate) - step) / block.Length;
        var level = (float)control.StartLevel;
        var levelSlope = (float)((control.EndLevel - control.StartLevel) / block.Length);
        var noise = 0.05f + (0.06f * (float)Settings.Brightness);
        for (var i = 0; i < block.Length; i++)
        {
            var saw = (float)((2 * phase) - 1 - Correction(phase, step));
            var raw = level * (0.38f * saw + (noise * random.NextNoise()));
            block[i] += rumble.Next(treble.Next(nose.Next(body.Next(raw))));
            phase += step;
            if (phase >= 1) phase -= 1;
            step += stepSlope;
            level += levelSlope;
        }
    }

    private static double Correction(double phase, double step)
    {
        if (phase < step)
        {
            var t = phase / step;
            return t + t - (t * t) - 1;
        }

        if (phase <= 1 - step) return 0;
        var u = (phase - 1) / step;
        return (u * u) + u + u + 1;
    }
}
