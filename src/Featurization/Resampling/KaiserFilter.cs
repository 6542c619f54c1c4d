namespace Cluster.Featurization.Resampling;

/// <summary>The low-pass between two sample rates, as a function of continuous time. Immutable; thread-safe.</summary>
/// <remarks>
/// <para>A Kaiser-windowed sinc, linear in phase, flat to 0.9137 and at least 120 dB down from 1.0 of the lower rate's Nyquist frequency:
/// the response of the "HQ" recipe of soxr, which librosa uses.</para>
/// <para>Source: Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", ISCAS 1974, for length and window.</para>
/// </remarks>
internal sealed class KaiserFilter
{
    // Fitted to what the reference gives for real recordings, whose uppermost mel bands lie in the transition and feel the last digits.
    private const double PassBand = 0.9137457;

    // A Kaiser window of this shape is 126 dB down at the band's end when its length is the factor below over half the transition.
    private const double Beta = 13.038;
    private const double LengthFactor = 8.2947;

    private readonly double halfLength;
    private readonly double cutoff;

    /// <param name="inputRate">Sample rate in Hz of what goes in.</param>
    /// <param name="outputRate">Sample rate in Hz of what comes out.</param>
    public KaiserFilter(int inputRate, int outputRate)
    {
        // Frequencies as parts of the input rate.
        var nyquist = 0.5 * Math.Min(inputRate, outputRate) / inputRate;
        var width = (1 - PassBand) * nyquist;
        cutoff = nyquist - width / 2;
        halfLength = (4 * Math.Ceiling(LengthFactor / width / 4) + 1) / 2;
        HalfTaps = (int)Math.Ceiling(halfLength);
    }

    /// <summary>Input samples that the filter reaches to either side.</summary>
    public int HalfTaps { get; }

    /// <summary>The taps for input samples <c>q - HalfTaps + 1 ... q + HalfTaps</c> of an output at <c>q + fraction</c>.</summary>
    /// <param name="fraction">0 to 1.</param>
    /// <param name="taps">Receives <c>2 HalfTaps</c> values.</param>
    public void Taps(double fraction, Span<float> taps)
    {
        Span<double> values = new double[2 * HalfTaps];
        double sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var t = fraction - (i - HalfTaps + 1);
            var u = t / halfLength;
            if (Math.Abs(u) >= 1) continue;
            var x = 2 * Math.PI * cutoff * t;
            var sinc = Math.Abs(x) < 1e-9 ? 1 : Math.Sin(x) / x;
            values[i] = sinc * BesselI0(Beta * Math.Sqrt(1 - u * u));
            sum += values[i];
        }

        // Every phase passes a constant unchanged.
        for (var i = 0; i < values.Length; i++) taps[i] = (float)(values[i] / sum);
    }

    /// <summary>The modified Bessel function of order 0, by its power series.</summary>
    private static double BesselI0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
