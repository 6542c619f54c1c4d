namespace Cluster.TestKit.Fuzzing;

/// <summary>Spoils files in a repeatable way.</summary>
/// <remarks>
/// One to four <see cref="Mutations"/> are stacked. Checksums of OGG pages are mended afterwards in three of four files: a decoder drops pages with
/// wrong ones, and what lies behind them would never be tried.
/// </remarks>
public static class Mutator
{
    /// <summary>Longest file that comes out, in bytes.</summary>
    public const int MostBytes = 1 << 20;

    private const int MostMutations = 4;

    private static readonly (string Name, Mutation Apply)[] All =
    [
        ("flip bits", Mutations.FlipBits),
        ("flip bits", Mutations.FlipBits),
        ("overwrite", Mutations.OverwriteRun),
        ("extreme field", Mutations.ExtremeField),
        ("extreme field", Mutations.ExtremeField),
        ("header field", HeaderFields.Forge),
        ("header field", HeaderFields.Forge),
        ("duplicate piece", PieceMutations.Duplicate),
        ("delete piece", PieceMutations.Delete),
        ("swap pieces", PieceMutations.Swap),
        ("piece size", PieceMutations.ForgeSize),
        ("piece of another file", PieceMutations.Graft),
        ("truncate", Mutations.Truncate),
        ("splice", Mutations.Splice),
        ("insert garbage", Mutations.InsertGarbage),
        ("repeat end", Mutations.RepeatEnd),
        ("tag", ForgedHeaders.Tag),
        ("forged header", ForgedHeaders.Header),
    ];

    internal delegate byte[] Mutation(byte[] bytes, byte[] other, Random random);

    /// <summary>A random source for one file of a run; the same for the same numbers, on every machine.</summary>
    /// <param name="seed">The run.</param>
    /// <param name="index">The file.</param>
    public static Random RandomFor(int seed, int index)
    {
        // The finaliser of SplitMix64: neighbouring numbers must not give neighbouring streams.
        var z = ((ulong)(uint)seed << 32 | (uint)index) + 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return new Random((int)((z ^ (z >> 31)) & int.MaxValue));
    }

    /// <summary>Spoils a file.</summary>
    /// <param name="bytes">The file; it is left alone.</param>
    /// <param name="other">Another file, of this or another format, to splice with.</param>
    /// <param name="random">Decides everything.</param>
    /// <returns>The spoilt file, at most <see cref="MostBytes"/> long, and what was done to it.</returns>
    public static (byte[] Bytes, string Recipe) Mutate(byte[] bytes, byte[] other, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var recipe = new List<string>();
        for (var left = Math.Min(random.Next(MostMutations), random.Next(MostMutations)) + 1; left > 0; left--)
        {
            var (name, apply) = All[random.Next(All.Length)];
            recipe.Add(name);
            bytes = apply(bytes, other, random);
            if (bytes.Length > MostBytes) bytes = bytes[..MostBytes];
        }

        if (random.Next(4) > 0) bytes = OggPages.WithChecksums(bytes);
        return (bytes, string.Join(", ", recipe));
    }
}
