using Cluster.Featurization.Decoding;
using Cluster.Featurization.Writing;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Decoding;

public sealed class CompressedAudioTests : IDisposable
{
    private const int Rate = 48_000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(AudioFileFormat.Wav, "WAV", 1e-4)]
    [InlineData(AudioFileFormat.Aiff, "AIFF", 1e-4)]
    [InlineData(AudioFileFormat.Flac, "FLAC", 1e-4)]
    [InlineData(AudioFileFormat.OggVorbis, "OGG Vorbis", 0.05)]
    [InlineData(AudioFileFormat.Mp3, "MP3", 0.05)]
    [InlineData(AudioFileFormat.Opus, "Opus", 0.05)]
    public void Read_WhatWasWritten_IsNearlyIt(AudioFileFormat format, string name, double tolerance)
    {
        NeedsEncoder(format);
        var left = Signal.Sine(440, 2 * Rate, Rate, 0.3);
        var right = Signal.Sine(660, 2 * Rate, Rate, 0.2);
        var stereo = new float[4 * Rate];
        for (var i = 0; i < left.Length; i++) (stereo[2 * i], stereo[2 * i + 1]) = (left[i], right[i]);
        var path = folder.Combine("a.bin");
        AudioEncoder.Write(path, format, Rate, 2, stereo);

        using var reader = AudioReader.Open(path);
        var samples = new float[8 * Rate];
        var frames = reader.Read(samples);

        Assert.Equal((Rate, 2, name), (reader.SampleRate, reader.Channels, reader.Format));
        Assert.InRange(frames, 2 * Rate, 2 * Rate + 4000);
        Tolerance.Near(stereo.AsSpan(20_000, 100_000), samples.AsSpan(20_000, 100_000), tolerance);
    }

    [Theory]
    [InlineData(AudioFileFormat.Flac)]
    [InlineData(AudioFileFormat.OggVorbis)]
    [InlineData(AudioFileFormat.Mp3)]
    public void SkipTo_FrameInside_GivesWhatSequentialReadingGives(AudioFileFormat format)
    {
        NeedsEncoder(format);
        var path = folder.Combine("a.bin");
        AudioEncoder.Write(path, format, Rate, 1, Signal.Tune(4, 4, Rate));
        using var whole = AudioReader.Open(path);
        var all = new float[5 * Rate];
        whole.Read(all);
        using var reader = AudioReader.Open(path);
        var part = new float[Rate];

        Assert.True(reader.SkipTo(100_001));
        reader.Read(part);

        Tolerance.Near(all.AsSpan(100_001, Rate), part, 1e-3);
    }

    [Theory]
    [InlineData("a.mp3")]
    [InlineData("a.wav")]
    [InlineData("a.flac")]
    [InlineData("a.raw")]
    [InlineData("a.gsm")]
    [InlineData("a.vox")]
    public void Open_TextWithTheNameOfAudio_IsUnsupported(string name)
    {
        NeedsLibrary();
        var path = folder.Write(name, string.Concat(Enumerable.Repeat("This is a letter, not a song.\n", 400)));

        Assert.Equal(AudioFault.Unsupported, Assert.Throws<AudioFormatException>(() => AudioReader.Open(path)).Fault);
    }

    [Fact]
    public void Open_NoSuchFile_IsUnreadable() =>
        Assert.Equal(AudioFault.Unreadable, Assert.Throws<AudioFormatException>(() => AudioReader.Open(folder.Combine("none.mp3"))).Fault);

    [Fact]
    public void Open_Folder_IsUnreadable() =>
        Assert.Equal(AudioFault.Unreadable, Assert.Throws<AudioFormatException>(() => AudioReader.Open(folder.Path)).Fault);

    [Theory]
    [InlineData(AudioFileFormat.Mp3)]
    [InlineData(AudioFileFormat.OggVorbis)]
    [InlineData(AudioFileFormat.Flac)]
    public void Read_CutShort_GivesWhatIsThere(AudioFileFormat format)
    {
        NeedsEncoder(format);
        var path = folder.Combine("a.bin");
        AudioEncoder.Write(path, format, Rate, 1, Signal.Noise(1, 4 * Rate));
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        using var reader = AudioReader.Open(path);
        var frames = reader.Read(new float[5 * Rate]);

        Assert.InRange(frames, Rate, 3 * Rate);
    }

    [Theory]
    [InlineData(AudioFileFormat.Mp3)]
    [InlineData(AudioFileFormat.OggVorbis)]
    [InlineData(AudioFileFormat.Flac)]
    [InlineData(AudioFileFormat.Wav)]
    public void Read_DamagedBytes_EitherFailsClearlyOrEnds(AudioFileFormat format)
    {
        NeedsEncoder(format);
        var path = folder.Combine("a.bin");
        AudioEncoder.Write(path, format, Rate, 1, Signal.Tune(2, 1, Rate));
        var clean = File.ReadAllBytes(path);
        var block = new float[4096];
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var bytes = clean.ToArray();
            for (var n = 0; n < 1 + seed % 20; n++) bytes[random.Next(seed % 2 == 0 ? 200 : bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, bytes);
            try
            {
                using var reader = AudioReader.Open(path);
                var length = block.Length / reader.Channels * reader.Channels;
                for (var blocks = 0; blocks < 1000 && reader.Read(block.AsSpan(0, length)) > 0; blocks++)
                    Assert.All(block, sample => Assert.True(float.IsFinite(sample)));
            }
            catch (AudioFormatException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    [Theory]
    [InlineData(AudioFileFormat.Mp3, 44_099)]
    [InlineData(AudioFileFormat.Opus, 44_100)]
    public void Create_RateThatTheFormatCannotHave_IsUnsupported(AudioFileFormat format, int rate)
    {
        NeedsEncoder(format);

        var error = Record.Exception(() => AudioEncoder.Write(folder.Combine("a.bin"), format, rate, 1, new float[rate]));

        Assert.Equal(AudioFault.Unsupported, Assert.IsType<AudioFormatException>(error).Fault);
    }

    private static void NeedsLibrary() => Needs.Component(SndFileNative.IsAvailable, "libsndfile (Debian package libsndfile1)");

    private static void NeedsEncoder(AudioFileFormat format) =>
        Needs.Component(AudioEncoder.CanWrite(format), $"libsndfile with {format} (Debian package libsndfile1, 1.1 or newer for MP3)");
}
