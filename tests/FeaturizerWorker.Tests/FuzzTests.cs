using System.Buffers.Binary;
using Cluster.Fuzzing;
using Cluster.TestKit.Fuzzing;

namespace Cluster.FeaturizerWorker.Tests;

/// <summary>Spoilt files of all formats, through the pool and the child that are shipped.</summary>
public sealed class FuzzTests
{
    private const int Run = 1;

    // What the kernel leaves a child, 5/4 of the pool's default, and the program files that it does not count.
    private const long MostResidentBytes = (960L + 128) << 20;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task Pool_SpoiltFiles_EachEndInAResultOrAnError() => TryAsync(files: 300, lanes: 1);

    [Fact]
    [Trait("Suite", "Slow")]
    public Task Pool_TenThousandSpoiltFiles_EachEndInAResultOrAnError() => TryAsync(files: 10_000, lanes: 2);

    /// <summary>
    /// A find of the fuzz: for 5 kB of Opus whose first page of audio claims to lie 21 hours after the start, libsndfile 1.2.0 gives hours of silence from
    /// more than a gigabyte of memory, and crashes where it does not get that.
    /// </summary>
    [Fact]
    [Trait("Suite", "Slow")]
    public async Task Pool_OpusThatStartsHoursLate_CostsItsFileOnly()
    {
        var opus = FuzzSeeds.Everything().All.FirstOrDefault(seed => seed.Format == "Opus");
        Assert.SkipWhen(opus is null, "This libsndfile cannot write Opus.");
        var bytes = (byte[])opus.Bytes.Clone();
        // The third page is the first of audio; its position counts samples at 48 kHz.
        var page = 0;
        for (var n = 0; n < 2; n++) page += 4 + bytes.AsSpan(page + 4).IndexOf("OggS"u8);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(page + 6), 3_649_224_873);
        await using var fuzz = new PoolFuzz();
        await fuzz.StartAsync(Cancelled);

        var outcome = await fuzz.TryAsync(new FuzzCase(0, 0, opus, "late", OggPages.WithChecksums(bytes)), Cancelled);

        TestContext.Current.TestOutputHelper?.WriteLine(outcome.ToString());
        Assert.NotEqual(FuzzEnding.Broken, outcome.Ending);
        Assert.InRange(outcome.MemoryBytes, 0, MostResidentBytes);
        Assert.True(await fuzz.IsUnharmedAsync(Cancelled));
    }

    [Fact]
    public void Case_SameNumbers_GivesTheSameFile()
    {
        var seeds = FuzzSeeds.Managed();

        var (first, again, other) = (FuzzCase.Make(seeds, Run, 7), FuzzCase.Make(FuzzSeeds.Managed(), Run, 7), FuzzCase.Make(seeds, Run + 1, 7));

        Assert.Equal(first.Bytes, again.Bytes);
        Assert.Equal(first.Recipe, again.Recipe);
        Assert.NotEqual(first.Bytes, other.Bytes);
        Assert.NotEqual(first.Seed.Bytes, first.Bytes);
    }

    [Fact]
    public void OggPages_ChecksumsOfASoundFile_AreWhatItsEncoderWrote()
    {
        var vorbis = FuzzSeeds.Everything().All.FirstOrDefault(seed => seed.Format == "OGG Vorbis");
        Assert.SkipWhen(vorbis is null, "This libsndfile cannot write OGG Vorbis.");
        var broken = (byte[])vorbis.Bytes.Clone();
        broken[22] ^= 0xFF;

        Assert.Equal(vorbis.Bytes, OggPages.WithChecksums(broken));
    }

    private static async Task TryAsync(int files, int lanes)
    {
        var broken = new List<string>();
        var run = new FuzzRun(FuzzSeeds.Everything(), Run, (file, outcome) =>
        {
            if (outcome.Ending != FuzzEnding.Broken && outcome.MemoryBytes <= MostResidentBytes) return;
            broken.Add($"{file.FileName} ({file.Seed.Format}, {file.Recipe}): {outcome}");
        });

        // A good file is tried in between and at the end; another vector than at first is an exception.
        var tally = await run.ExecuteAsync(files, lanes, cancellationToken: Cancelled);

        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToString());
        Assert.Empty(broken);
        Assert.Equal(files, tally.Total.Results + tally.Total.Refusals + tally.Total.Faults);
        Assert.True(tally.Total.Results > files / 8 && tally.Total.Refusals > files / 8, $"Too little was tried: {tally}");
    }
}
