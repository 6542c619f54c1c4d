namespace Cluster.DemoMusic.Voices;

/// <summary>A second-order filter section in transposed direct form II; a mutable value that carries its own state.</summary>
/// <remarks>Coefficients: R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients".</remarks>
internal struct Biquad
{
    private float b0, b1, b2, a1, a2, z1, z2;

    /// <summary>A resonance that lifts <paramref name="hz"/> by <paramref name="gainDb"/>.</summary>
    public static Biquad Peak(double hz, double q, double gainDb, int sampleRate)
    {
        var (cos, alpha) = Angle(hz, q, sampleRate);
        var amplitude = Math.Pow(10, gainDb / 40);
        return Of(1 + (alpha * amplitude), -2 * cos, 1 - (alpha * amplitude), 1 + (alpha / amplitude), -2 * cos, 1 - (alpha / amplitude));
    }

    /// <summary>Lets pass what lies below <paramref name="hz"/>.</summary>
    public static Biquad LowPass(double hz, double q, int sampleRate)
    {
        var (cos, alpha) = Angle(hz, q, sampleRate);
        return Of((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>Lets pass what lies above <paramref name="hz"/>.</summary>
    public static Biquad HighPass(double hz, double q, int sampleRate)
    {
        var (cos, alpha) = Angle(hz, q, sampleRate);
        return Of((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>Lets pass a band about <paramref name="hz"/>, which keeps its level.</summary>
    public static Biquad BandPass(double hz, double q, int sampleRate)
    {
        var (cos, alpha) = Angle(hz, q, sampleRate);
        return Of(alpha, 0, -alpha, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>Filters one sample.</summary>
    public float Next(float x)
    {
        var y = (b0 * x) + z1;
        z1 = (b1 * x) - (a1 * y) + z2;
        z2 = (b2 * x) - (a2 * y);
        return y;
    }

    /// <summary>Takes another filter's coefficients and keeps the state, so that a band can follow a pitch without clicks.</summary>
    public void Retune(in Biquad other) => (b0, b1, b2, a1, a2) = (other.b0, other.b1, other.b2, other.a1, other.a2);

    private static (double Cos, double Alpha) Angle(double hz, double q, int sampleRate)
    {
        var omega = 2 * Math.PI * Math.Min(hz, 0.45 * sampleRate) / sampleRate;
        return (Math.Cos(omega), Math.Sin(omega) / (2 * q));
    }

    private static Biquad Of(double b0, double b1, double b2, double a0, double a1, double a2) => new()
    {
        b0 = (float)(b0 / a0),
        b1 = (float)(b1 / a0),
        b2 = (float)(b2 / a0),
        a1 = (float)(a1 / a0),
        a2 = (float)(a2 / a0),
    };
}
