using Cluster.Featurization.Decoding;
using Cluster.Featurization.Writing;
using Cluster.TestKit;

namespace Cluster.Featurization.Tests.Writing;

public sealed class SndFileWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(AudioFileFormat.OggVorbis)]
    [InlineData(AudioFileFormat.Flac)]
    public void Write_MinutesInOnePiece_AreWritten(AudioFileFormat format)
    {
        const int rate = 8000;
        Needs.Component(AudioEncoder.CanWrite(format, rate, 2), "libsndfile (Debian package libsndfile1)");
        var path = folder.Combine("a.bin");

        // Silence encodes fast; the encoder's need of stack is the same.
        AudioEncoder.Write(path, format, rate, 2, new float[2 * 1200 * rate]);

        using var reader = AudioReader.Open(path);
        Assert.Equal(1200L * rate, reader.FrameCount);
    }
}
