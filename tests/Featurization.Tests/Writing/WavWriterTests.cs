using Cluster.Featurization.Decoding;
using Cluster.Featurization.Writing;
using Cluster.TestKit;

namespace Cluster.Featurization.Tests.Writing;

public sealed class WavWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_BeyondFullScale_IsClipped()
    {
        AudioEncoder.Write(folder.Combine("a.wav"), AudioFileFormat.Wav, 8_000, 2, [2, -2, 0.5f, float.NaN]);

        using var reader = AudioReader.Open(folder.Combine("a.wav"));
        var samples = new float[8];
        Assert.Equal(2, reader.Read(samples));
        Assert.Equal([32767 / 32768f, -1, 0.5f, 0], samples[..4]);
    }

    [Fact]
    public void Write_SameSamples_GivesSameBytes()
    {
        var samples = TestKit.Signals.Signal.Tune(1, 1);
        AudioEncoder.Write(folder.Combine("a.wav"), AudioFileFormat.Wav, 22_050, 1, samples);
        using (var writer = new WavWriter(folder.Combine("b.wav"), 22_050, 1))
        {
            writer.Write(samples.AsSpan(0, 1000));
            writer.Write(samples.AsSpan(1000));
        }

        Assert.Equal(File.ReadAllBytes(folder.Combine("a.wav")), File.ReadAllBytes(folder.Combine("b.wav")));
    }

    [Fact]
    public void Write_PartOfAFrame_Throws()
    {
        using var writer = new WavWriter(folder.Combine("a.wav"), 8_000, 2);

        Assert.Throws<ArgumentException>(() => writer.Write([1f, 2f, 3f]));
    }

    [Theory]
    [InlineData(999, 1)]
    [InlineData(48_000, 0)]
    [InlineData(48_000, 65)]
    public void Constructor_OutOfRange_Throws(int rate, int channels) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WavWriter(folder.Combine("a.wav"), rate, channels));
}
