namespace Cluster.Featurization.Tests.Reference;

/// <summary>A Kaiser-windowed sinc at every output's exact position, in double precision and plain loops.</summary>
/// <remarks><c>y[j] = sum over k of h(j in / out - k) x[k]</c>, the taps of each output summing to 1; zeros beyond both ends.</remarks>
internal static class ReferenceResampler
{
    private const double Beta = 13.038;
    private const double PassBand = 0.9137457;

    /// <summary>Takes a signal to 22.05 kHz: <c>ceil(n out / in)</c> samples.</summary>
    public static float[] To22050(double[] signal, int inputRate)
    {
        const int OutputRate = 22_050;
        if (inputRate == OutputRate) return [.. signal.Select(value => (float)value)];
        var output = new float[(int)(((long)signal.Length * OutputRate + inputRate - 1) / inputRate)];
        var nyquist = 0.5 * Math.Min(inputRate, OutputRate) / inputRate;
        var width = (1 - PassBand) * nyquist;
        var halfLength = (4 * Math.Ceiling(8.2947 / width / 4) + 1) / 2;
        var tapsOfPhase = new Dictionary<long, double[]>();
        for (long j = 0; j < output.Length; j++)
        {
            var (centre, phase) = Math.DivRem(j * inputRate, OutputRate);
            if (!tapsOfPhase.TryGetValue(phase, out var taps))
                tapsOfPhase[phase] = taps = Taps((double)phase / OutputRate, halfLength, nyquist - width / 2);
            double sum = 0;
            for (var i = 0; i < taps.Length; i++)
            {
                var k = centre + i - taps.Length / 2 + 1;
                if (k >= 0 && k < signal.Length) sum += taps[i] * signal[k];
            }

            output[j] = (float)sum;
        }

        return output;
    }

    private static double[] Taps(double fraction, double halfLength, double cutoff)
    {
        var half = (int)Math.Ceiling(halfLength);
        var taps = new double[2 * half];
        for (var i = 0; i < taps.Length; i++)
        {
            var t = fraction - (i - half + 1);
            if (Math.Abs(t) >= halfLength) continue;
            var x = 2 * Math.PI * cutoff * t;
            taps[i] = (x == 0 ? 1 : Math.Sin(x) / x) * BesselI0(Beta * Math.Sqrt(1 - t / halfLength * (t / halfLength)));
        }

        var sum = taps.Sum();
        return [.. taps.Select(tap => tap / sum)];
    }

    private static double BesselI0(double x)
    {
        double sum = 0, term = 1;
        for (var k = 1; k < 60; k++)
        {
            sum += term;
            term *= x * x / (4.0 * k * k);
        }

        return sum;
    }
}
