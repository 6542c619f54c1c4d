namespace Cluster.DemoMusic.Numerics;

/// <summary>A small deterministic generator: the same seed gives the same numbers on every machine and runtime.</summary>
/// <param name="seed">Any number; equal seeds give equal streams.</param>
/// <remarks>
/// <para>SplitMix64: one addition and three xor-shift-multiplies per number, which also makes it cheap enough for noise at audio rate.
/// Not thread-safe: every track has its own.</para>
/// <para>Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</para>
/// </remarks>
internal sealed class SeededRandom(ulong seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong state = seed;

    /// <summary>A stream of its own for one part of a piece of work, so that a change in one part leaves the others' numbers alone.</summary>
    /// <param name="seed">The seed of the whole.</param>
    /// <param name="part">Which part; two parts of one seed are unrelated.</param>
    public static SeededRandom For(long seed, long part) =>
        new(Mix(Mix((ulong)seed + GoldenGamma) ^ Mix((ulong)part * GoldenGamma)));

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        state += GoldenGamma;
        return Mix(state);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [-1, 1): one sample of white noise.</summary>
    public float NextNoise() => (int)(NextBits() >> 32) * (1f / 2147483648f);

    /// <summary>Uniform whole number in [0, <paramref name="count"/>).</summary>
    public int Next(int count) => (int)(NextDouble() * count);

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Between(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>True with probability <paramref name="probability"/>.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>Normal, by the method of Box and Muller (1958).</summary>
    public double Normal(double mean, double deviation)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return mean + (deviation * radius * Math.Cos(2 * Math.PI * NextDouble()));
    }

    /// <summary>One of the choices, all equally likely.</summary>
    public T Choose<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    /// <summary>An index, likely in proportion to its weight.</summary>
    /// <param name="weights">Not negative, not all zero.</param>
    public int ChooseWeighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        var left = NextDouble() * total;
        for (var i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0) return i;
        }

        return weights.Length - 1;
    }

    /// <summary>Puts the items into a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
