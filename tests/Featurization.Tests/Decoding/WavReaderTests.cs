using Cluster.Featurization.Decoding;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Decoding;

public sealed class WavReaderTests : IDisposable
{
    private static readonly double[] Samples = [0, 0.5, -0.5, 0.25, -1, 0.75, 0.125, -0.0625];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<int, bool, bool, int> Encodings => new(
        from encoding in new[] { (8, false), (16, false), (24, false), (32, false), (32, true), (64, true) }
        from isExtensible in new[] { false, true }
        from channels in new[] { 1, 2, 8 }
        select (encoding.Item1, encoding.Item2, isExtensible, channels));

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_EveryEncoding_GivesTheSamples(int bits, bool isFloat, bool isExtensible, int channels)
    {
        var (info, samples) = Read(new WavBytes { Bits = bits, IsFloat = isFloat, IsExtensible = isExtensible, Channels = channels }.Build(Samples));

        Assert.Equal((44_100, channels, "WAV", (long?)(Samples.Length / channels)), info);
        Tolerance.Near([.. Samples.Select(x => (float)x)], samples, 1e-12);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(8_000)]
    [InlineData(768_000)]
    public void Open_RateInRange_IsKept(int rate) => Assert.Equal(rate, Read(new WavBytes { SampleRate = rate }.Build(Samples)).Info.Rate);

    [Theory]
    [InlineData(999, 1)]
    [InlineData(768_001, 1)]
    [InlineData(44_100, 65)]
    [InlineData(44_100, 0)]
    public void Open_RateOrChannelsOutOfRange_IsUnsupported(int rate, int channels) =>
        Assert.Equal(AudioFault.Unsupported, FaultOf(new WavBytes { SampleRate = rate, Channels = channels }.Build(new double[65 * 4])));

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    [InlineData(0u, uint.MaxValue)]
    [InlineData(0x7FFF_FFFFu, null)]
    public void Read_SizesOfAStreamingWriter_ReachToTheEnd(uint dataSize, uint? riffSize) =>
        Assert.Equal(Samples.Length, Read(new WavBytes { AnnouncedDataSize = dataSize, AnnouncedRiffSize = riffSize }.Build(Samples)).Samples.Length);

    [Fact]
    public void Read_Rf64_TakesTheLongSizes()
    {
        var bytes = new WavBytes { IsRf64 = true }.Build(Samples);

        Assert.Equal(Samples.Length, Read([.. bytes, .. "LIST\0\0\0\0"u8]).Samples.Length);
    }

    [Fact]
    public void Read_OddChunkBeforeTheSamples_IsSkippedWithItsPadding() =>
        Assert.Equal(Samples.Length, Read(new WavBytes { Extra = [("LIST", new byte[7]), ("bext", new byte[602])] }.Build(Samples)).Samples.Length);

    [Fact]
    public void Read_ChunkBehindTheSamples_IsNoSound()
    {
        var bytes = new WavBytes { AnnouncedRiffSize = (uint)(36 + 16 + 8 + 4) }.Build(Samples);

        Assert.Equal(Samples.Length, Read([.. bytes, .. "LIST\u0004\0\0\0abcd"u8]).Samples.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Read_CutShort_GivesWhatIsThere(int missing)
    {
        var bytes = new WavBytes().Build(Samples);

        Assert.Equal(Samples.Length - (missing + 1) / 2, Read(bytes[..^missing]).Samples.Length);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    public void Open_CutInTheHeader_IsDamaged(int length) => Assert.Equal(AudioFault.Damaged, FaultOf(new WavBytes().Build(Samples)[..length]));

    [Fact]
    public void Open_EmptyFile_IsEmpty() => Assert.Equal(AudioFault.Empty, FaultOf([]));

    [Fact]
    public void Read_NonFiniteFloats_AreZeroAndCounted()
    {
        var samples = Samples.ToArray();
        (samples[1], samples[3], samples[5]) = (double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        using var reader = AudioReader.Open(Write(new WavBytes { Bits = 32, IsFloat = true }.Build(samples)));
        var block = new float[16];

        var frames = reader.Read(block);

        Assert.Equal(3, reader.NonFiniteSamples);
        Assert.Equal([0, 0, -0.5f, 0, -1, 0, 0.125f, -0.0625f], block[..frames]);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(5, 3)]
    [InlineData(7, 1)]
    public void SkipTo_FrameInside_GoesOnThere(int frame, int left)
    {
        using var reader = AudioReader.Open(Write(new WavBytes().Build(Samples)));
        var block = new float[16];

        Assert.True(reader.SkipTo(frame));

        Assert.Equal(left, reader.Read(block));
        Assert.Equal((float)Samples[frame], block[0]);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(1_000_000_000_000)]
    public void SkipTo_FrameBehindTheEnd_SaysSo(long frame)
    {
        using var reader = AudioReader.Open(Write(new WavBytes().Build(Samples)));

        Assert.False(reader.SkipTo(frame));
    }

    private AudioFault FaultOf(byte[] bytes)
    {
        var path = Write(bytes);
        var error = Assert.Throws<AudioFormatException>(() => AudioReader.Open(path));
        Assert.DoesNotContain(folder.Path, error.Message, StringComparison.Ordinal);
        return error.Fault;
    }

    private ((int Rate, int Channels, string Format, long? Frames) Info, float[] Samples) Read(byte[] bytes)
    {
        using var reader = AudioReader.Open(Write(bytes));
        var samples = new float[4096 / reader.Channels * reader.Channels];
        var frames = reader.Read(samples);
        return ((reader.SampleRate, reader.Channels, reader.Format, reader.FrameCount), samples[..(frames * reader.Channels)]);
    }

    private string Write(byte[] bytes)
    {
        var path = folder.Combine("a.wav");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
