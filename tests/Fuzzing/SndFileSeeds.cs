using Cluster.Featurization.Decoding;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Fuzzing;

/// <summary>Seeds of every container and encoding that the installed libsndfile writes; it reads all of them too.</summary>
internal static class SndFileSeeds
{
    // Format numbers of libsndfile's interface: container and encoding.
    private static readonly (string Format, string Name, int Code)[] Kinds =
    [
        ("WAV, coded", "u-law", 0x01_0010),
        ("WAV, coded", "A-law", 0x01_0011),
        ("WAV, coded", "IMA ADPCM", 0x01_0012),
        ("WAV, coded", "Microsoft ADPCM", 0x01_0013),
        ("WAV, coded", "GSM 6.10", 0x01_0020),
        ("WAV, coded", "G.721", 0x01_0030),
        ("WAV, coded", "NMS ADPCM", 0x01_0022),
        ("WAV, coded", "MP3", 0x01_0082),
        ("AIFF", "8 bit", 0x02_0001),
        ("AIFF", "16 bit", 0x02_0002),
        ("AIFF", "24 bit", 0x02_0003),
        ("AIFF", "float", 0x02_0006),
        ("AIFF", "double", 0x02_0007),
        ("AIFF", "u-law", 0x02_0010),
        ("AIFF", "IMA ADPCM", 0x02_0012),
        ("AIFF", "GSM 6.10", 0x02_0020),
        ("AIFF", "DWVW 16", 0x02_0041),
        ("FLAC", "8 bit", 0x17_0001),
        ("FLAC", "16 bit", 0x17_0002),
        ("FLAC", "24 bit", 0x17_0003),
        ("OGG Vorbis", "", 0x20_0060),
        ("Opus", "", 0x20_0064),
        ("MP3", "", 0x23_0082),
        ("AU, CAF, W64", "AU 16 bit", 0x03_0002),
        ("AU, CAF, W64", "AU G.721", 0x03_0030),
        ("AU, CAF, W64", "AU G.723", 0x03_0031),
        ("AU, CAF, W64", "CAF 16 bit", 0x18_0002),
        ("AU, CAF, W64", "CAF ALAC 16", 0x18_0070),
        ("AU, CAF, W64", "CAF ALAC 24", 0x18_0072),
        ("AU, CAF, W64", "W64 16 bit", 0x0B_0002),
        ("AU, CAF, W64", "W64 ADPCM", 0x0B_0013),
        ("rare", "PAF", 0x05_0003),
        ("rare", "SVX", 0x06_0002),
        ("rare", "NIST", 0x07_0002),
        ("rare", "VOC", 0x08_0002),
        ("rare", "IRCAM", 0x0A_0002),
        ("rare", "MAT4", 0x0C_0002),
        ("rare", "MAT5", 0x0D_0002),
        ("rare", "PVF", 0x0E_0002),
        ("rare", "XI", 0x0F_0051),
        ("rare", "HTK", 0x10_0002),
        ("rare", "SDS", 0x11_0002),
        ("rare", "AVR", 0x12_0002),
        ("rare", "WVE", 0x19_0011),
        ("rare", "MPC2K", 0x21_0002),
    ];

    // Mono and a low rate make small files; some encodings take no other, some not these.
    private static readonly (int Rate, int Channels)[] Shapes = [(22_050, 1), (44_100, 2), (24_000, 1), (16_000, 1), (8_000, 1)];

    public static IEnumerable<FuzzSeed> Make()
    {
        if (!SndFileNative.IsAvailable) yield break;
        using var folder = new TemporaryFolder();
        foreach (var (format, name, code) in Kinds)
        {
            var written = 0;
            foreach (var (rate, channels) in Shapes)
            {
                if (written == 2 || TryWrite(folder.Combine("seed"), code, rate, channels) is not { } bytes) continue;
                written++;
                yield return new FuzzSeed(format, $"{name} {rate} Hz {channels} ch".TrimStart(), bytes);
            }
        }
    }

    private static unsafe byte[]? TryWrite(string path, int code, int rate, int channels)
    {
        var info = new SndFileNative.Info { SampleRate = rate, Channels = channels, Format = code };
        if (SndFileNative.FormatCheck(info) == 0) return null;
        using (var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0))
        {
            var handle = SndFileNative.Open(file.SafeFileHandle, SndFileNative.ModeWrite, ref info);
            if (handle == 0) return null;
            var samples = Signal.Interleave(Signal.Tune(2, 1, rate), channels);
            fixed (float* first = samples) _ = SndFileNative.Write(handle, first, samples.Length / channels);
            _ = SndFileNative.Close(handle);
        }

        return File.ReadAllBytes(path);
    }
}
