namespace Cluster.DemoMusic.Tests.Voices;

/// <summary>Measures the fundamental of a steady tone.</summary>
internal static class PitchMeter
{
    private const int Periods = 30;

    /// <summary>
    /// The frequency, known to be within a quarter tone of <paramref name="nearHz"/>: normalised autocorrelation about the lag of 30 periods,
    /// with a parabola through its peak. 30 periods make a quarter of a sample of lag worth less than a cent.
    /// </summary>
    public static double Measure(ReadOnlySpan<float> sound, int sampleRate, double nearHz)
    {
        var guess = Periods * sampleRate / nearHz;
        var reach = (int)Math.Ceiling(guess / Periods * 0.45);
        var length = sound.Length - (int)guess - reach - 2;
        Assert.True(length > guess, "The sound is too short to measure.");
        var (bestLag, best) = (0, double.NegativeInfinity);
        for (var lag = (int)guess - reach; lag <= (int)guess + reach; lag++)
        {
            var value = Correlation(sound, lag, length);
            if (value > best) (bestLag, best) = (lag, value);
        }

        var (left, right) = (Correlation(sound, bestLag - 1, length), Correlation(sound, bestLag + 1, length));
        var peak = bestLag + ((left - right) / (2 * (left - (2 * best) + right)));
        return Periods * sampleRate / peak;
    }

    private static double Correlation(ReadOnlySpan<float> sound, int lag, int length)
    {
        double product = 0, power = 0, laggedPower = 0;
        for (var i = 0; i < length; i++)
        {
            product += (double)sound[i] * sound[i + lag];
            power += (double)sound[i] * sound[i];
            laggedPower += (double)sound[i + lag] * sound[i + lag];
        }

        return product / Math.Sqrt((power * laggedPower) + 1e-30);
    }
}
