using Cluster.Featurization.Decoding;
using Cluster.Featurization.Writing;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Decoding;

/// <summary>Where reading starts must not move a single number: what a seek gives equals what decoding from the start gives there.</summary>
public sealed class SeekingTests : IDisposable
{
    private const int Rate = 48_000;
    private const int Seconds = 40;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(AudioFileFormat.Wav, 0)]
    [InlineData(AudioFileFormat.Aiff, 0)]
    [InlineData(AudioFileFormat.Flac, 0)]
    [InlineData(AudioFileFormat.OggVorbis, 0)]
    [InlineData(AudioFileFormat.Opus, 0)]
    [InlineData(AudioFileFormat.Mp3, 32 * 1152)]
    public void SkipTo_Anywhere_GivesWhatDecodingEverythingGives(AudioFileFormat format, int mostDropped)
    {
        NeedsLibrary(format);
        var path = folder.Combine("a.bin");
        AudioEncoder.Write(path, format, Rate, 1, Signal.Tune(4, Seconds, Rate));

        EqualsDecodingEverything(path, mostDropped);
    }

    /// <summary>At low rates the bits of a frame start many frames before it.</summary>
    [Theory]
    [InlineData("24k", "44100")]
    [InlineData("8k", "24000")]
    [InlineData("64k", "44100")]
    public void SkipTo_Mp3WithFullBitReservoir_GivesWhatDecodingEverythingGives(string bitRate, string rate)
    {
        NeedsLibrary(AudioFileFormat.Mp3);
        var path = folder.Combine("a.mp3");
        FfmpegEncoder.Encode(path, Signal.Tune(4, Seconds, Rate), Rate, 1, "-c:a", "libmp3lame", "-b:a", bitRate, "-ar", rate);

        EqualsDecodingEverything(path, 32 * 1152);
    }

    [Theory]
    [InlineData("-q:a", "4")]
    [InlineData("-q:a", "4", "-write_xing", "0")]
    public void SkipTo_Mp3OfVariableRate_GivesWhatDecodingEverythingGives(params string[] options)
    {
        NeedsLibrary(AudioFileFormat.Mp3);
        var path = folder.Combine("a.mp3");
        FfmpegEncoder.Encode(path, Signal.Tune(4, Seconds, Rate), Rate, 1, ["-c:a", "libmp3lame", .. options]);

        EqualsDecodingEverything(path, 32 * 1152);
    }

    [Theory]
    [InlineData(AudioFileFormat.Mp3)]
    [InlineData(AudioFileFormat.OggVorbis)]
    [InlineData(AudioFileFormat.Flac)]
    [InlineData(AudioFileFormat.Wav)]
    public void SkipTo_BehindTheEndOfACutFile_FindsNothing(AudioFileFormat format)
    {
        NeedsLibrary(format);
        var path = folder.Combine("a.bin");
        AudioEncoder.Write(path, format, Rate, 1, Signal.Noise(1, 4 * Rate));
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        using var reader = AudioReader.Open(path);

        Assert.True(!reader.SkipTo(3 * Rate) || reader.Read(new float[Rate]) == 0);
    }

    [Fact]
    public void SkipTo_WhereOnlyDroppingHelps_ReportsEveryBlockAndCanBeStopped()
    {
        NeedsLibrary(AudioFileFormat.Mp3);
        var path = folder.Combine("a.mp3");
        AudioEncoder.Write(path, AudioFileFormat.Mp3, Rate, 1, Signal.Tune(4, 2, Rate));
        using var reader = AudioReader.Open(path);
        var calls = 0;

        Assert.Throws<OperationCanceledException>(() => reader.SkipTo(30_000, () =>
        {
            if (++calls == 3) throw new OperationCanceledException();
        }));

        Assert.Equal(2 * 4096, reader.FramesDropped);
    }

    [Fact]
    public void Featurize_StartThatIsFarAway_ReportsProgressOnTheWay()
    {
        NeedsLibrary(AudioFileFormat.Mp3);
        var path = folder.Combine("a.mp3");
        AudioEncoder.Write(path, AudioFileFormat.Mp3, Rate, 1, Signal.Tune(4, 4, Rate));
        var signs = 0;
        var signsBeforeTheClip = 0;

        new TrackFeaturizer(FeatureOptions.Default).Featurize(
            path, new ClipCutting(2, 2), 2, 2, _ => signsBeforeTheClip = signs, () => signs++, TestContext.Current.CancellationToken);

        // 9 blocks of 4,096 frames make the margin that is dropped, 11 of 8,192 and a rest of one more the clip.
        Assert.InRange(signsBeforeTheClip, 9 + 11, 9 + 14);
    }

    private static void EqualsDecodingEverything(string path, int mostDropped)
    {
        var all = new List<float>();
        var block = new float[5000];
        using (var whole = AudioReader.Open(path))
        {
            for (int frames; (frames = whole.Read(block)) > 0;) all.AddRange(block.AsSpan(0, frames));
        }

        Assert.InRange(all.Count, 1, int.MaxValue);
        var expected = all.ToArray();
        var random = new Random(7);
        for (var n = 0; n < 40; n++)
        {
            var start = random.Next(expected.Length - block.Length);
            using var reader = AudioReader.Open(path);

            Assert.True(reader.SkipTo(start));
            Assert.Equal(block.Length, reader.Read(block));

            Tolerance.Near(expected.AsSpan(start, block.Length), block, 1e-6);
            Assert.InRange(reader.FramesDropped, 0, mostDropped);
        }
    }

    private static void NeedsLibrary(AudioFileFormat format) =>
        Needs.Component(AudioEncoder.CanWrite(format), $"libsndfile with {format} (Debian package libsndfile1, 1.1 or newer for MP3)");
}
