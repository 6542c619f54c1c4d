using Cluster.TestKit.Fuzzing;

namespace Cluster.Fuzzing;

/// <summary>One spoilt file of a run; the same seeds, run and index give the same bytes again.</summary>
/// <param name="Run">The run's number.</param>
/// <param name="Index">The file's number within the run, from 0.</param>
/// <param name="Seed">What it was made from.</param>
/// <param name="Recipe">What was done to it.</param>
/// <param name="Bytes">The file.</param>
public sealed record FuzzCase(int Run, int Index, FuzzSeed Seed, string Recipe, byte[] Bytes)
{
    /// <summary>Its name when it is kept.</summary>
    public string FileName => FormattableString.Invariant($"run{Run}-file{Index}.bin");

    /// <summary>Makes a case.</summary>
    public static FuzzCase Make(FuzzSeeds seeds, int run, int index)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        var random = Mutator.RandomFor(run, index);
        var seed = seeds.For(index);
        var other = seeds.All[random.Next(seeds.All.Length)];
        var (bytes, recipe) = Mutator.Mutate(seed.Bytes, other.Bytes, random);
        return new FuzzCase(run, index, seed, recipe, bytes);
    }
}
