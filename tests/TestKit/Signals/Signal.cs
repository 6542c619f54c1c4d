namespace Cluster.TestKit.Signals;

/// <summary>Mono test signals in units of full scale. Sample <c>i</c> stands at <c>i / sampleRate</c> seconds.</summary>
public static class Signal
{
    /// <summary>The rate of the features' reference, in Hz.</summary>
    public const int ReferenceRate = 22_050;

    /// <summary>Zeros.</summary>
    public static float[] Silence(int count) => new float[count];

    /// <summary><c>amplitude sin(2 pi hz t)</c>.</summary>
    public static float[] Sine(double hz, int count, int sampleRate = ReferenceRate, double amplitude = 0.5) =>
        Sampled(SineAt(hz, amplitude), count, sampleRate);

    /// <summary><see cref="Sine"/> as a function of time in seconds.</summary>
    public static Func<double, double> SineAt(double hz, double amplitude = 0.5) => t => amplitude * Math.Sin(2 * Math.PI * hz * t);

    /// <summary>Sines of one amplitude each, added, as a function of time.</summary>
    public static Func<double, double> ChordAt(IReadOnlyList<double> hz, double amplitude = 0.2) =>
        t => amplitude * hz.Sum(f => Math.Sin(2 * Math.PI * f * t));

    /// <summary>A cosine whose frequency grows by a constant factor per second until the end, as a function of time.</summary>
    public static Func<double, double> LogarithmicChirpAt(double fromHz, double toHz, double endS, double amplitude = 0.5)
    {
        var beta = endS / Math.Log(toHz / fromHz);
        return t => amplitude * Math.Cos(2 * Math.PI * beta * fromHz * (Math.Pow(toHz / fromHz, t / endS) - 1));
    }

    /// <summary>Every half second for 20 ms <c>0.8 sin(2 pi 1000 m) exp(-150 m)</c>, where m is the time since the click, as a function
    /// of time.</summary>
    public static Func<double, double> Clicks120At(int sampleRate = ReferenceRate) => t =>
    {
        // The time since the click in whole samples, so that rounding cannot move its end.
        var m = (long)Math.Round(t * sampleRate) % (sampleRate / 2) / (double)sampleRate;
        return m < 0.02 ? 0.8 * Math.Sin(2 * Math.PI * 1000 * m) * Math.Exp(-150 * m) : 0;
    };

    /// <summary>A function of time, sampled.</summary>
    public static float[] Sampled(Func<double, double> at, int count, int sampleRate = ReferenceRate)
    {
        var signal = new float[count];
        for (var i = 0; i < count; i++) signal[i] = (float)at(i / (double)sampleRate);
        return signal;
    }

    /// <summary>A function of time, sampled, rounded to 32 bits and cut to the upper 16, as the reference's files were written.</summary>
    public static float[] SampledPcm16(Func<double, double> at, int count, int sampleRate = ReferenceRate)
    {
        var signal = new float[count];
        for (var i = 0; i < count; i++) signal[i] = ((long)Math.Round(at(i / (double)sampleRate) * (1L << 31)) >> 16) / 32768f;
        return signal;
    }

    /// <summary>Normally distributed noise from a seed, clipped to -1 to 1.</summary>
    public static float[] Noise(int seed, int count, double deviation = 0.2)
    {
        var random = new Random(seed);
        var signal = new float[count];
        foreach (ref var sample in signal.AsSpan())
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            sample = (float)Math.Clamp(deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()), -1, 1);
        }

        return signal;
    }

    /// <summary>Something like music: decaying notes of a scale with overtones, from a seed. The same at every rate, up to its
    /// band.</summary>
    public static float[] Tune(int seed, double seconds, int sampleRate = ReferenceRate)
    {
        var random = new Random(seed);
        var notes = Enumerable.Range(0, (int)Math.Ceiling(seconds * 4)).Select(n => (
            Start: n * 0.25 + 0.02 * random.NextDouble(),
            Hz: 220 * Math.Pow(2, random.Next(24) / 12.0),
            Level: 0.1 + 0.15 * random.NextDouble())).ToArray();
        var signal = new float[(int)Math.Round(seconds * sampleRate)];
        foreach (var (start, hz, level) in notes)
        {
            var first = (int)Math.Ceiling(start * sampleRate);
            for (var i = first; i < Math.Min(signal.Length, first + sampleRate); i++)
            {
                var t = i / (double)sampleRate - start;
                double sum = 0;
                for (var overtone = 1; overtone <= 3; overtone++) sum += Math.Sin(2 * Math.PI * hz * overtone * t) / overtone;
                signal[i] += (float)(level * sum * Math.Exp(-4 * t) * Math.Min(1, t * 100));
            }
        }

        return signal;
    }

    /// <summary>The same signal in every channel, interleaved.</summary>
    public static float[] Interleave(ReadOnlySpan<float> mono, int channels)
    {
        var interleaved = new float[mono.Length * channels];
        for (var i = 0; i < interleaved.Length; i++) interleaved[i] = mono[i / channels];
        return interleaved;
    }
}
