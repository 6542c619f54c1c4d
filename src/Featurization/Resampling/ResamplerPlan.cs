using System.Collections.Concurrent;

namespace Cluster.Featurization.Resampling;

/// <summary>How one sample rate is taken to another. Immutable and shared; thread-safe.</summary>
internal sealed class ResamplerPlan
{
    // Values in the tables of a ratio; all usual rates stay far below.
    private const long MostTabulated = 1 << 20;
    private const int MostUp = 1024;
    private const int MostCached = 32;

    private static readonly ConcurrentDictionary<(int, int), ResamplerPlan> Cache = new();

    private ResamplerPlan(int inputRate, int outputRate)
    {
        var divisor = GreatestCommonDivisor(inputRate, outputRate);
        Up = outputRate / divisor;
        Down = inputRate / divisor;
        if (Up == Down) return;
        var filter = new KaiserFilter(inputRate, outputRate);
        HalfTaps = filter.HalfTaps;
        if (Up <= MostUp && 2L * HalfTaps * Up <= MostTabulated) Periods = new PeriodTables(filter, Up, Down);
        else Phases = new InterpolatedPhases(filter);
    }

    /// <summary>The ratio of the rates in lowest terms: out.</summary>
    public int Up { get; }

    /// <summary>The ratio of the rates in lowest terms: in.</summary>
    public int Down { get; }

    /// <summary>Whether the rates are equal and nothing is to be done.</summary>
    public bool IsIdentity => Up == Down;

    /// <summary>Input samples that the filter reaches to either side; 0 between equal rates.</summary>
    public int HalfTaps { get; }

    /// <summary>The tables of a ratio of small numbers; null for equal rates and odd ratios.</summary>
    public PeriodTables? Periods { get; }

    /// <summary>The table of an odd ratio; null for the others.</summary>
    public InterpolatedPhases? Phases { get; }

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

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
