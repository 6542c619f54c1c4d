using Cluster.DemoMusic.Artists;
using Cluster.DemoMusic.Numerics;
using Cluster.DemoMusic.Voices;

namespace Cluster.DemoMusic.Studio;

/// <summary>The desk and the tape: overdrive, treble, tape width and noise, and the level at which the recording is handed out.</summary>
internal static class Desk
{
    /// <summary>No sample goes beyond this.</summary>
    private const float Ceiling = 0.98f;

    /// <summary>Above this the limiter begins to bend.</summary>
    private const float Knee = 0.7f;

    private const double FadeInS = 0.02;
    private const double FadeOutS = 0.8;

    /// <summary>Records in place.</summary>
    /// <param name="sound">Mono samples of any level; afterwards in [-0.98, 0.98], without DC, faded in and out.</param>
    /// <param name="style">How the artist's recordings sound.</param>
    /// <param name="roughness">Overdrive of the mix; 0 is none.</param>
    /// <param name="sampleRate">In Hz.</param>
    /// <param name="seed">Equal seeds give equal noise.</param>
    public static void Record(Span<float> sound, RecordingStyle style, double roughness, int sampleRate, long seed)
    {
        Overdrive(sound, (float)roughness);
        var random = SeededRandom.For(seed, 6);
        var rumble = Biquad.HighPass(35, 0.7, sampleRate);
        var tape = Biquad.LowPass(style.CutoffHz, 0.7, sampleRate);
        var treble = (float)Math.Pow(10, style.TiltDb / 20);
        var split = (float)(1 - Math.Exp(-2 * Math.PI * 1500 / sampleRate));
        var low = 0f;
        var power = 0.0;
        for (var i = 0; i < sound.Length; i++)
        {
            var x = sound[i];
            low += split * (x - low);
            x = tape.Next(rumble.Next(low + (treble * (x - low))));
            sound[i] = x;
            power += x * x;
        }

        var gain = (float)(Math.Pow(10, style.LoudnessDb / 20) / Math.Sqrt((power / Math.Max(1, sound.Length)) + 1e-9));
        var hiss = (float)(Math.Sqrt(3) * Math.Pow(10, style.HissDb / 20));
        for (var i = 0; i < sound.Length; i++) sound[i] = Limit((gain * sound[i]) + (hiss * random.NextNoise()));
        Fade(sound, sampleRate);
    }

    // x (1 + r) / (1 + r |x| / level): level is about the mix's own loudness, so that the bend does not hang on how many voices play.
    private static void Overdrive(Span<float> sound, float roughness)
    {
        if (roughness <= 0 || sound.IsEmpty) return;
        var power = 0.0;
        foreach (var x in sound) power += x * x;
        var level = (float)(3 * Math.Sqrt(power / sound.Length)) + 1e-6f;
        for (var i = 0; i < sound.Length; i++) sound[i] *= (1 + roughness) / (1 + (roughness * Math.Abs(sound[i]) / level));
    }

    private static float Limit(float x)
    {
        var size = Math.Abs(x);
        if (size <= Knee) return x;
        const float Room = Ceiling - Knee;
        return MathF.CopySign(Knee + (Room * (size - Knee) / (size - Knee + Room)), x);
    }

    private static void Fade(Span<float> sound, int sampleRate)
    {
        var fadeIn = Math.Min(sound.Length, (int)(FadeInS * sampleRate));
        for (var i = 0; i < fadeIn; i++) sound[i] *= i / (float)fadeIn;
        var fadeOut = Math.Min(sound.Length, (int)(FadeOutS * sampleRate));
        for (var i = 0; i < fadeOut; i++) sound[^(i + 1)] *= i / (float)fadeOut;
    }
}
