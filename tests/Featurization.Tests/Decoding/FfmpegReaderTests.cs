using System.Diagnostics;
using Cluster.Featurization.Decoding;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Decoding;

public sealed class FfmpegReaderTests : IDisposable
{
    private const int Rate = 44_100;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.m4a", "M4A", "-c:a", "alac")]
    [InlineData("a.wv", "WavPack", "-c:a", "wavpack")]
    [InlineData("a.tta", "TTA", "-c:a", "tta")]
    [InlineData("a.mka", "Matroska", "-c:a", "flac")]
    public void Read_LosslessFormat_GivesTheVerySamples(string name, string format, params string[] options)
    {
        var stereo = Signal.Noise(1, 2 * Rate);
        var path = Encode(name, stereo, 2, options);

        var (reader, samples) = ReadAll(path);

        Assert.Equal((Rate, 2, format), (reader.SampleRate, reader.Channels, reader.Format));
        Tolerance.Near(Rounded(stereo), samples, 1e-7);
    }

    [Fact]
    public void Read_SixChannels_GivesThemInOrder()
    {
        var six = Signal.Noise(2, 6 * 8000);
        var path = Encode("a.wv", six, 6, "-c:a", "wavpack");

        var (reader, samples) = ReadAll(path);

        Assert.Equal(6, reader.Channels);
        Tolerance.Near(Rounded(six), samples, 1e-7);
    }

    [Fact]
    public void Open_RawAacBehindATag_IsKnownByItsFrames()
    {
        var path = Encode("a.aac", Signal.Tune(1, 2, Rate), 1, "-c:a", "aac");
        var tagged = folder.Write("b.mp3", [.. "ID3"u8, 4, 0, 0, 0, 0, 2, 0, .. new byte[256], .. File.ReadAllBytes(path)]);

        Assert.Equal("AAC", Info(tagged));
        Assert.Equal(ReadAll(path).Samples, ReadAll(tagged).Samples);
    }

    [Fact]
    public void Open_EncodingThatTheLibraryRefuses_IsReadByTheProgram()
    {
        var path = Encode("a.ogg", Signal.Tune(1, 2, Rate), 1, "-c:a", "libspeex", "-ar", "16000");

        var (reader, samples) = ReadAll(path);

        Assert.Equal(("OGG", 16_000), (reader.Format, reader.SampleRate));
        Assert.InRange(samples.Length, 2 * 16_000, 2 * 16_000 + 1000);
    }

    [Theory]
    [InlineData("a.m4a", "-c:a", "aac")]
    [InlineData("a.wma", "-c:a", "wmav2")]
    public void Open_WithoutTheProgram_SaysWhatToInstall(string name, params string[] options)
    {
        var path = Encode(name, Signal.Tune(1, 1, Rate), 1, options);
        using var file = File.OpenRead(path);
        var format = ForeignFormat.Of(file);
        Assert.NotNull(format);

        var error = Assert.Throws<AudioFormatException>(() => FfmpegReader.Open(path, format, FfmpegProgram.Find(folder.Path)));

        Assert.Equal(AudioFault.MissingLibrary, error.Fault);
        Assert.Contains("Debian package ffmpeg", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{0}\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile '{0}'\n")]
    [InlineData("<?xml version=\"1.0\"?><MPD><Period><BaseURL>{0}</BaseURL></Period></MPD>")]
    [InlineData("v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n")]
    public void Open_PlaylistOfAGoodFile_IsNoAudio(string content)
    {
        var good = Encode("good.m4a", Signal.Tune(1, 1, Rate), 1, "-c:a", "aac");
        var path = folder.Write("list.m4a", string.Format(System.Globalization.CultureInfo.InvariantCulture, content, good).PadRight(4096, '\n'));

        Assert.Equal(AudioFault.Unsupported, FaultOf(path));
    }

    [Theory]
    [InlineData("-version.m4a")]
    [InlineData("http:a.m4a")]
    [InlineData("concat:a|b.m4a")]
    [InlineData("%03d.m4a")]
    [InlineData("Sarı gelin's \"türkü\" $(id).m4a")]
    public void Open_NameThatCouldMeanSomething_IsJustAName(string name)
    {
        var good = Encode("good.m4a", Signal.Tune(1, 1, Rate), 1, "-c:a", "alac");
        var path = folder.Combine(name);
        File.Move(good, path);

        Assert.Equal(Rate, ReadAll(path).Samples.Length);
    }

    [Fact]
    public void Open_FileWithPicturesOnly_HoldsNoAudio()
    {
        var path = folder.Combine("a.mp4");
        FfmpegTool.Run("-f", "lavfi", "-i", "testsrc=duration=1:size=64x64:rate=5", "-c:v", "mpeg4", path);

        Assert.Equal(AudioFault.Unsupported, FaultOf(path));
    }

    [Fact]
    public void Read_FilmWithSound_GivesTheSoundOnly()
    {
        var tune = Signal.Tune(1, 1, Rate);
        var sound = Encode("a.wv", tune, 1, "-c:a", "wavpack");
        var path = folder.Combine("a.mkv");
        FfmpegTool.Run("-f", "lavfi", "-i", "testsrc=duration=1:size=64x64:rate=5", "-i", sound, "-c:v", "mpeg4", "-c:a", "flac", path);

        Tolerance.Near(Rounded(tune), ReadAll(path).Samples, 1e-7);
    }

    [Theory]
    [InlineData("a.aac", "-c:a", "aac")]
    [InlineData("a.wma", "-c:a", "wmav2")]
    [InlineData("a.m4a", "-c:a", "aac", "-movflags", "faststart")]
    public void Read_CutShort_GivesWhatIsThere(string name, params string[] options)
    {
        var path = Encode(name, Signal.Noise(1, 4 * Rate), 1, options);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        Assert.InRange(ReadAll(path).Samples.Length, Rate, 3 * Rate);
    }

    [Theory]
    [InlineData("a.m4a", "-c:a", "aac")]
    [InlineData("a.wma", "-c:a", "wmav2")]
    public void Open_HeadOnly_IsDamaged(string name, params string[] options)
    {
        var path = Encode(name, Signal.Tune(1, 1, Rate), 1, options);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]);

        Assert.Equal(AudioFault.Damaged, FaultOf(path));
    }

    [Theory]
    [InlineData("a.m4a", "-c:a", "alac", "-ac", "1")]
    [InlineData("a.wv", "-c:a", "wavpack")]
    [InlineData("a.tta", "-c:a", "tta")]
    public void SkipTo_FarInto_SeeksToTheVerySample(string name, params string[] options)
    {
        const int rate = 8000;
        var noise = Signal.Noise(3, 400 * rate);
        var path = folder.Combine(name);
        FfmpegEncoder.Encode(path, noise, rate, 1, options);
        const int start = 371 * rate + 1234;
        using var reader = AudioReader.Open(path);
        var part = new float[rate];

        Assert.True(reader.SkipTo(start));
        reader.Read(part);

        Tolerance.Near(Rounded(noise.AsSpan(start, rate)), part, 1e-7);
        Assert.InRange(reader.FramesDropped, 0, 3 * rate);
        Assert.False(reader.SkipTo(401 * rate));
    }

    [Fact]
    public void SkipTo_FarIntoAac_EqualsDecodingAll()
    {
        const int rate = 8000;
        var path = folder.Combine("a.m4a");
        FfmpegEncoder.Encode(path, Signal.Tune(3, 400, rate), rate, 1, "-c:a", "aac", "-aac_pns", "0");
        var all = ReadAll(path).Samples;
        const int start = 371 * rate + 1234;
        using var reader = AudioReader.Open(path);
        var part = new float[rate];

        Assert.True(reader.SkipTo(start));
        reader.Read(part);

        Tolerance.Near(all.AsSpan(start, rate), part, 1e-5);
        Assert.InRange(reader.FramesDropped, 0, 3 * rate);
    }

    [Theory]
    [InlineData("a.m4a", "-c:a", "aac")]
    [InlineData("a.aac", "-c:a", "aac")]
    [InlineData("a.wma", "-c:a", "wmav2")]
    [InlineData("a.mka", "-c:a", "aac")]
    public void SkipTo_NearBy_EqualsDecodingAll(string name, params string[] options)
    {
        var path = Encode(name, Signal.Tune(4, 4, Rate), 1, options);
        var all = ReadAll(path).Samples;
        using var reader = AudioReader.Open(path);
        var part = new float[Rate];
        var calls = 0;

        Assert.True(reader.SkipTo(100_001, () => calls++));
        reader.Read(part);

        Assert.Equal(all[100_001..(100_001 + Rate)], part);
        Assert.InRange(calls, 100_001 / 4096, 100_001 / 1000);
        Assert.False(reader.SkipTo(10 * Rate));
    }

    [Fact]
    public void Read_ProgramIsAskedToStop_GoesOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals here.");
        var path = Encode("a.wma", Signal.Tune(5, 20, Rate), 1, "-c:a", "wmav2");
        var expected = ReadAll(path).Samples;
        using var file = File.OpenRead(path);
        using var reader = FfmpegReader.Open(path, ForeignFormat.Of(file)!, FfmpegProgram.Path);
        var samples = new float[expected.Length + Rate];
        reader.Read(samples.AsSpan(0, Rate));

        foreach (var signal in new[] { "-HUP", "-INT", "-QUIT", "-TERM" })
        {
            using var kill = Process.Start("kill", [signal, $"{reader.ProcessId}"]);
            kill.WaitForExit();
            Assert.Equal(0, kill.ExitCode);
        }

        var frames = Rate + reader.Read(samples.AsSpan(Rate));

        Assert.Equal(expected, samples[..frames]);
    }

    [Fact]
    public void Read_ProgramIsKilled_IsNoEndOfTheFile()
    {
        var path = Encode("a.wma", Signal.Tune(5, 20, Rate), 1, "-c:a", "wmav2");
        using var file = File.OpenRead(path);
        using var reader = FfmpegReader.Open(path, ForeignFormat.Of(file)!, FfmpegProgram.Path);

        using (var process = Process.GetProcessById(reader.ProcessId)) process.Kill();

        var error = Assert.Throws<AudioFormatException>(() => reader.Read(new float[100 * Rate]));
        Assert.Equal(AudioFault.Unreadable, error.Fault);
    }

    [Theory]
    [InlineData("a.m4a", "-c:a", "aac")]
    [InlineData("a.wma", "-c:a", "wmav2")]
    [InlineData("a.wv", "-c:a", "wavpack")]
    public void Read_DamagedBytes_EitherFailsClearlyOrEnds(string name, params string[] options)
    {
        var path = Encode(name, Signal.Tune(2, 1, Rate), 1, options);
        var clean = File.ReadAllBytes(path);
        for (var seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            var bytes = clean.ToArray();
            for (var n = 0; n < 1 + 3 * seed; n++) bytes[random.Next(seed % 2 == 0 ? 600 : bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, bytes);
            try
            {
                Assert.All(ReadAll(path).Samples, sample => Assert.True(float.IsFinite(sample)));
            }
            catch (AudioFormatException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    [Fact]
    public void Program_WhileItRuns_HasItsMemoryLimited()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Limits of another process are set on Linux only.");
        var path = Encode("a.wma", Signal.Tune(5, 20, Rate), 1, "-c:a", "wmav2");
        using var file = File.OpenRead(path);
        using var reader = FfmpegReader.Open(path, ForeignFormat.Of(file)!, FfmpegProgram.Path);

        var limit = File.ReadLines($"/proc/{reader.ProcessId}/limits").Single(line => line.StartsWith("Max data size", StringComparison.Ordinal));

        Assert.Contains($"{512 << 20}", limit, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_InTheMiddle_EndsTheProgram()
    {
        var path = Encode("a.wma", Signal.Tune(5, 20, Rate), 1, "-c:a", "wmav2");
        using var file = File.OpenRead(path);
        var reader = FfmpegReader.Open(path, ForeignFormat.Of(file)!, FfmpegProgram.Path);
        var id = reader.ProcessId;

        reader.Dispose();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    public void Program_WhoseReaderIsGone_EndsByItself()
    {
        var path = Encode("a.wma", Signal.Tune(5, 20, Rate), 1, "-c:a", "wmav2");
        using var file = File.OpenRead(path);
        using var process = FfmpegProgram.Start(FfmpegProgram.Path!, ForeignFormat.Of(file)!, path, 0);

        // As when we die: nobody kills it, but the other end of its pipe closes.
        process.StandardOutput.Dispose();
        process.WaitForExit();

        Assert.True(process.HasExited);
    }

    [Fact]
    public void Featurize_M4a_EqualsTheFeaturesOfItsSamples()
    {
        var path = Encode("a.m4a", Signal.Tune(6, 12, Rate), 1, "-c:a", "alac");
        var wav = folder.Combine("a.wav");
        FfmpegTool.Run("-i", path, wav);
        var featurizer = new TrackFeaturizer(FeatureOptions.Default);

        var (audio, clip) = featurizer.FeaturizeStretch(path, 1, 10, TestContext.Current.CancellationToken);
        var (_, expected) = featurizer.FeaturizeStretch(wav, 1, 10, TestContext.Current.CancellationToken);

        Assert.Equal(("M4A", 10.0), (audio.Format, audio.DurationS));
        Assert.Equal(expected.Features.Vector, clip.Features.Vector);
    }

    private static float[] Rounded(ReadOnlySpan<float> samples)
    {
        var rounded = new float[samples.Length];
        for (var i = 0; i < rounded.Length; i++) rounded[i] = Math.Clamp(MathF.Round(samples[i] * 32768), -32768, 32767) / 32768;
        return rounded;
    }

    private static (AudioReader Reader, float[] Samples) ReadAll(string path)
    {
        using var reader = AudioReader.Open(path);
        var samples = new List<float>();
        var block = new float[5000 * reader.Channels];
        for (int frames; (frames = reader.Read(block)) > 0;) samples.AddRange(block.AsSpan(0, frames * reader.Channels));
        return (reader, [.. samples]);
    }

    private static string Info(string path)
    {
        using var reader = AudioReader.Open(path);
        return reader.Format;
    }

    private AudioFault FaultOf(string path)
    {
        var error = Assert.Throws<AudioFormatException>(() => AudioReader.Open(path));
        Assert.DoesNotContain(folder.Path, error.Message, StringComparison.Ordinal);
        return error.Fault;
    }

    private string Encode(string name, ReadOnlySpan<float> interleaved, int channels, params string[] options)
    {
        var path = folder.Combine(name);
        FfmpegEncoder.Encode(path, interleaved, Rate, channels, options);
        return path;
    }
}
