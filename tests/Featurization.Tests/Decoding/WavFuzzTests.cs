using Cluster.Fuzzing;

namespace Cluster.Featurization.Tests.Decoding;

/// <summary>Spoilt WAV files through managed code, in this process.</summary>
public sealed class WavFuzzTests
{
    // Files are at most 1 MiB long; samples are a few times larger as floats, and the tables of an odd sample rate come on top.
    private const long MostAllocatedBytes = 64L << 20;

    [Fact]
    public void Featurize_SpoiltFiles_GiveFeaturesOrAnAudioFormatException() => Try(files: 600);

    [Fact]
    [Trait("Suite", "Slow")]
    public void Featurize_TenThousandSpoiltFiles_GiveFeaturesOrAnAudioFormatException() => Try(files: 10_000);

    private static void Try(int files)
    {
        var seeds = FuzzSeeds.Managed();
        var broken = new List<string>();
        var tally = new FuzzTally();
        using var fuzz = new ManagedFuzz();
        for (var index = 0; index < files; index++)
        {
            var file = FuzzCase.Make(seeds, run: 1, index);
            if (fuzz.Try(file) is not { } outcome) continue;
            tally.Add(file.Seed.Name, outcome);
            if (outcome.Ending == FuzzEnding.Broken || outcome.MemoryBytes > MostAllocatedBytes) broken.Add($"{file.FileName} ({file.Recipe}): {outcome}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToString());
        Assert.Empty(broken);
        Assert.True(tally.Total.Results > files / 8 && tally.Total.Refusals > files / 8, $"Too little was tried: {tally}");
    }
}
