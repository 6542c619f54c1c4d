using System.Collections.Concurrent;

namespace Cluster.Featurization.Resampling;

/// <summary>The filter that takes one sample rate to another. Immutable and shared; thread-safe.</summary>
/// <remarks>
/// <para>A Kaiser-windowed sinc, linear in phase, flat to 0.9137 and at least 120 dB down from 1.0 of the lower rate's Nyquist frequency:
/// the response of the "HQ" recipe of soxr, which librosa uses. Phases are tabulated; where the ratio of the rates needs more than
/// <see cref="MostTabulated"/> values, 2048 phases are, and values between them are interpolated linearly (error below -125 dB).</para>
/// <para>Source: Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", ISCAS 1974, for length and window.</para>
/// </remarks>
internal sealed class ResamplerPlan
{
    // Fitted to what the reference gives for real recordings, whose uppermost mel bands lie in the transition and feel the last digits.
    private const double PassBand = 0.9137457;

    // A Kaiser window of this shape is 126 dB down at the band's end when its length is the factor below over half the transition.
    private const double Beta = 13.038;
    private const double LengthFactor = 8.2947;
    private const int MostTabulated = 1 << 20;
    private const int InterpolatedPhases = 2048;
    private const int MostCached = 32;

    private static readonly ConcurrentDictionary<(int, int), ResamplerPlan> Cache = new();

    private readonly float[] taps;

    private ResamplerPlan(int inputRate, int outputRate)
    {
        InputRate = inputRate;
        OutputRate = outputRate;
        var divisor = GreatestCommonDivisor(inputRate, outputRate);
        Up = outputRate / divisor;
        Down = inputRate / divisor;

        // Frequencies as parts of the input rate.
        var nyquist = 0.5 * Math.Min(inputRate, outputRate) / inputRate;
        var width = (1 - PassBand) * nyquist;
        var cutoff = nyquist - width / 2;
        var halfLength = (4 * Math.Ceiling(LengthFactor / width / 4) + 1) / 2;
        HalfTaps = (int)Math.Ceiling(halfLength);

        // Rows are padded to whole vectors; the zeros read samples that lie in the buffer anyway.
        RowLength = (2 * HalfTaps + 15) / 16 * 16;
        IsInterpolated = (long)Up * RowLength > MostTabulated;
        Phases = IsInterpolated ? InterpolatedPhases : Up;
        taps = new float[(Phases + 1) * RowLength];
        for (var phase = 0; phase <= Phases; phase++)
            FillRow(taps.AsSpan(phase * RowLength, RowLength), (double)phase / Phases, halfLength, cutoff);
    }

    /// <summary>Sample rate in Hz that goes in.</summary>
    public int InputRate { get; }

    /// <summary>Sample rate in Hz that comes out.</summary>
    public int OutputRate { get; }

    /// <summary>The ratio of the rates in lowest terms: out.</summary>
    public int Up { get; }

    /// <summary>The ratio of the rates in lowest terms: in.</summary>
    public int Down { get; }

    /// <summary>Input samples that the filter reaches to either side.</summary>
    public int HalfTaps { get; }

    /// <summary>Values in a row of taps.</summary>
    public int RowLength { get; }

    /// <summary>Rows in the table, less the one that closes it.</summary>
    public int Phases { get; }

    /// <summary>Whether values between two rows are interpolated.</summary>
    public bool IsInterpolated { get; }

    /// <summary>The plan for two rates in Hz, each at least 1.</summary>
    public static ResamplerPlan For(int inputRate, int outputRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputRate, 1);
        if (Cache.TryGetValue((inputRate, outputRate), out var known)) return known;
        var plan = new ResamplerPlan(inputRate, outputRate);

        // Rates come from files that strangers made: odd ones must not pile up tables.
        return Cache.Count < MostCached ? Cache.GetOrAdd((inputRate, outputRate), plan) : plan;
    }

    /// <summary>Samples that come out of a signal: ceil(n out / in), as soxr and librosa have it.</summary>
    public long OutputLength(long inputLength) => (long)(((Int128)inputLength * Up + Down - 1) / Down);

    /// <summary>The taps for input samples <c>q - HalfTaps + 1 ... q + HalfTaps</c> of an output at <c>q + row / Phases</c>.</summary>
    public ReadOnlySpan<float> Row(int row) => taps.AsSpan(row * RowLength, RowLength);

    private void FillRow(Span<float> row, double fraction, double halfLength, double cutoff)
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
        for (var i = 0; i < values.Length; i++) row[i] = (float)(values[i] / sum);
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
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
