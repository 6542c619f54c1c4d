using System.Collections.Immutable;
using Cluster.TestKit.Signals;

namespace Cluster.Fuzzing;

/// <summary>Sound files of every format and encoding that this machine can write, each about a second long.</summary>
public sealed class FuzzSeeds
{
    private readonly ImmutableArray<ImmutableArray<FuzzSeed>> byFormat;

    private FuzzSeeds(IEnumerable<FuzzSeed> seeds)
    {
        byFormat = [.. seeds.GroupBy(seed => seed.Format).Select(group => group.ToImmutableArray())];
        All = [.. byFormat.SelectMany(format => format)];
    }

    /// <summary>All seeds, format after format.</summary>
    public ImmutableArray<FuzzSeed> All { get; }

    /// <summary>The formats, in the order of the report.</summary>
    public IEnumerable<string> Formats => byFormat.Select(format => format[0].Format);

    /// <summary>Plain WAV files, which managed code reads.</summary>
    public static FuzzSeeds Managed() => new(Wavs());

    /// <summary>Everything: WAV, what libsndfile writes, and what the <c>ffmpeg</c> program writes where both it and a decoder are there.</summary>
    public static FuzzSeeds Everything() => new([.. Wavs(), .. SndFileSeeds.Make(), .. FfmpegSeeds.Make()]);

    /// <summary>The seed of a file of a run: formats take turns, and so do the encodings of each.</summary>
    public FuzzSeed For(int index)
    {
        var format = byFormat[index % byFormat.Length];
        return format[index / byFormat.Length % format.Length];
    }

    private static IEnumerable<FuzzSeed> Wavs()
    {
        foreach (var (bits, isFloat) in ((int Bits, bool IsFloat)[])[(8, false), (16, false), (24, false), (32, false), (32, true), (64, true)])
        {
            var channels = bits == 16 ? 2 : 1;
            var name = $"{bits} bit {(isFloat ? "float" : "integer")}";
            yield return Wav(name, new WavBytes { SampleRate = 22_050, Channels = channels, Bits = bits, IsFloat = isFloat });
        }

        yield return Wav("extensible", new WavBytes { SampleRate = 44_100, Channels = 2, Bits = 24, IsExtensible = true });
        yield return Wav("RF64", new WavBytes { SampleRate = 16_000, IsRf64 = true });
        yield return Wav("six channels", new WavBytes { SampleRate = 8_000, Channels = 6 });
    }

    private static FuzzSeed Wav(string name, WavBytes wav)
    {
        var mono = Signal.Tune(1, 1, wav.SampleRate);
        var samples = Array.ConvertAll(Signal.Interleave(mono, wav.Channels), sample => (double)sample);
        return new FuzzSeed("WAV", name, wav.Build(samples));
    }
}
