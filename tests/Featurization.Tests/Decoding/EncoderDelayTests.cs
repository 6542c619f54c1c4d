using Cluster.Featurization.Decoding;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Decoding;

/// <summary>Samples that encoders put before and behind the music are trimmed where the file tells how many there are.</summary>
/// <remarks>
/// As <c>librosa.load</c> sees it: libsndfile trims by the LAME tag of MP3, the pre-skip of Opus and the granule positions of OGG; ffmpeg by the edit list
/// of M4A and the codec delay of Matroska, at the start only for M4A. Raw AAC and WMA tell nothing, so nothing is trimmed.
/// </remarks>
public sealed class EncoderDelayTests : IDisposable
{
    private const int Rate = 48_000;
    private const int Count = 3 * Rate + 777;
    private const int Widest = 4096;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.mp3", 0, 0, "-c:a", "libmp3lame")]
    [InlineData("b.mp3", 0, 0, "-c:a", "libmp3lame", "-b:a", "64k")]
    [InlineData("a.ogg", 0, 0, "-c:a", "libvorbis")]
    [InlineData("a.opus", 0, 0, "-c:a", "libopus")]
    [InlineData("a.flac", 0, 0, "-c:a", "flac")]
    [InlineData("b.m4a", 0, 0, "-c:a", "alac")]
    [InlineData("a.webm", 0, 960, "-c:a", "libopus")]
    [InlineData("a.m4a", 0, 1024, "-c:a", "aac")]
    [InlineData("a.aac", 1024, 2048, "-c:a", "aac")]
    public void Read_WhatWasEncoded_StandsWhereItStood(string name, int delay, int mostPadding, params string[] options)
    {
        Needs.Component(SndFileNative.IsAvailable, "libsndfile (Debian package libsndfile1)");
        var signal = Signal.Tune(8, (double)Count / Rate, Rate);
        var path = folder.Combine(name);
        FfmpegEncoder.Encode(path, signal, Rate, 1, options);

        using var reader = AudioReader.Open(path);
        var decoded = new float[Count + 3 * Widest];
        var frames = reader.Read(decoded);

        Assert.Equal(Rate, reader.SampleRate);
        Assert.InRange(frames, Count, Count + delay + mostPadding);
        Assert.Equal(delay, Lag(signal, decoded));
    }

    /// <summary>The shift at which the decoded signal is most like the original: the maximum of their cross-correlation.</summary>
    private static int Lag(ReadOnlySpan<float> original, ReadOnlySpan<float> decoded)
    {
        var (best, bestLag) = (double.NegativeInfinity, 0);
        var middle = original.Slice(Rate, Rate);
        for (var lag = -Widest; lag <= Widest; lag++)
        {
            var product = (double)System.Numerics.Tensors.TensorPrimitives.Dot(middle, decoded.Slice(Rate + lag, Rate));
            if (product > best) (best, bestLag) = (product, lag);
        }

        return bestLag;
    }
}
