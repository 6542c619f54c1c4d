namespace Cluster.Featurization.Loudness;

/// <summary>The two second-order filters of K-weighting at one sample rate. Immutable.</summary>
/// <remarks>
/// Source: ITU-R BS.1770-4, annex 1. The recommendation prints coefficients for 48 kHz only; the analogue prototypes behind them
/// (a shelf of 4 dB above 1.68 kHz, a high-pass at 38 Hz) are transformed bilinearly for the rate at hand and agree with the printed ones
/// at 48 kHz to 1e-9.
/// </remarks>
internal sealed class KWeighting
{
    private const double ShelfHz = 1681.974450955533;
    private const double ShelfGainDb = 3.999843853973347;
    private const double ShelfQ = 0.7071752369554196;
    private const double ShelfSlope = 0.4996667741545416;
    private const double HighPassHz = 38.13547087602444;
    private const double HighPassQ = 0.5003270373238773;

    /// <param name="sampleRate">Sample rate in Hz.</param>
    public KWeighting(int sampleRate)
    {
        // Below this rate the shelf would lie beyond the Nyquist frequency, where there is nothing to lift.
        if (ShelfHz < 0.45 * sampleRate)
        {
            var k = Math.Tan(Math.PI * ShelfHz / sampleRate);
            var high = Math.Pow(10, ShelfGainDb / 20);
            var band = Math.Pow(high, ShelfSlope);
            var a0 = 1 + k / ShelfQ + k * k;
            Shelf = new Biquad(
                (high + band * k / ShelfQ + k * k) / a0,
                2 * (k * k - high) / a0,
                (high - band * k / ShelfQ + k * k) / a0,
                2 * (k * k - 1) / a0,
                (1 - k / ShelfQ + k * k) / a0);
        }

        var h = Math.Tan(Math.PI * HighPassHz / sampleRate);
        var b0 = 1 + h / HighPassQ + h * h;
        HighPass = new Biquad(1, -2, 1, 2 * (h * h - 1) / b0, (1 - h / HighPassQ + h * h) / b0);
    }

    /// <summary>The shelf.</summary>
    public Biquad Shelf { get; } = new(1, 0, 0, 0, 0);

    /// <summary>The high-pass.</summary>
    public Biquad HighPass { get; }

    /// <summary>Coefficients of <c>y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]</c>.</summary>
    public readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2);
}
