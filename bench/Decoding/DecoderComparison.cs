using System.Diagnostics;
using System.Globalization;
using Cluster.Featurization.Decoding;
using Cluster.Featurization.Writing;
using Cluster.TestKit.Signals;

namespace Cluster.Bench;

/// <summary>
/// Prints what decoding costs through libsndfile and through the <c>ffmpeg</c> program, the program's start included, in processor time; and what it costs
/// to start reading near the end instead of at the beginning.
/// </summary>
internal static class DecoderComparison
{
    private const int Rate = 44_100;
    private const double SkipS = 5;

    // What ffmpeg calls the formats that libsndfile reads too; by the first bytes they are not told apart here.
    private static readonly Dictionary<string, string> Demuxers = new()
    {
        ["MP3"] = "mp3",
        ["FLAC"] = "flac",
        ["OGG Vorbis"] = "ogg",
        ["Opus"] = "ogg",
        ["WAV"] = "wav",
        ["AIFF"] = "aiff",
    };

    /// <summary>Measures the given files; without any, signals of 30 s and of 4 minutes that it encodes itself.</summary>
    public static void Run(IReadOnlyList<string> files)
    {
        Console.WriteLine("ms of CPU per 30 s of audio, medians of five rounds in turn; beside them ms of CPU to read the last 5 s only");
        Console.WriteLine($"{"file",-28}{"seconds",9}{"libsndfile",12}{"ffmpeg",10}{"ratio",8}{"last 5 s",10}{"of all",8}");
        if (files.Count > 0)
        {
            foreach (var file in files) Measure(file);
            return;
        }

        var folder = Directory.CreateTempSubdirectory("cluster-bench-");
        try
        {
            foreach (var seconds in (int[])[30, 240])
            {
                foreach (var file in Encode(folder.FullName, seconds)) Measure(file);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Encode(string folder, int seconds)
    {
        var rate = Rate;
        var stereo = Stereo(seconds, rate);
        var wav = Path.Combine(folder, $"{seconds}.wav");
        AudioEncoder.Write(wav, AudioFileFormat.Wav, rate, 2, stereo);
        foreach (var (extension, format) in ((string, AudioFileFormat)[])[("mp3", AudioFileFormat.Mp3), ("ogg", AudioFileFormat.OggVorbis), ("flac", AudioFileFormat.Flac)])
        {
            if (!AudioEncoder.CanWrite(format, rate)) continue;
            var path = Path.Combine(folder, $"{seconds}.{extension}");
            AudioEncoder.Write(path, format, rate, 2, stereo);
            yield return path;
        }

        if (FfmpegProgram.Path is not { } program) yield break;
        foreach (var (name, encoder) in ((string, string)[])[("opus", "libopus"), ("m4a", "aac"), ("aac", "aac"), ("wma", "wmav2"), ("wv", "wavpack")])
        {
            var path = Path.Combine(folder, $"{seconds}.{name}");
            using var process = Process.Start(program, ["-nostdin", "-v", "error", "-i", wav, "-c:a", encoder, "-b:a", "128k", path]);
            process.WaitForExit();
            if (process.ExitCode == 0) yield return path;
        }
    }

    private static float[] Stereo(int seconds, int rate)
    {
        var (left, right) = (Signal.Tune(1, seconds, rate), Signal.Tune(2, seconds, rate));
        var noise = Signal.Noise(3, left.Length, 0.01);
        var stereo = new float[2 * left.Length];
        for (var i = 0; i < left.Length; i++) (stereo[2 * i], stereo[2 * i + 1]) = (0.5f * left[i] + noise[i], 0.5f * right[i] + noise[^(i + 1)]);
        return stereo;
    }

    private static void Measure(string path)
    {
        var (library, foreign) = (Open(path, out var format), FormatFor(path, format));
        var seconds = ReadAll(library);
        List<double> own = [], theirs = [], skipping = [], all = [];
        for (var round = 0; round < 5; round++)
        {
            var whole = CpuMs(() => ReadAll(AudioReader.Open(path)), seconds);
            all.Add(whole);
            if (Demuxers.ContainsKey(format)) own.Add(whole * 30 / seconds);
            if (foreign is not null && FfmpegProgram.Path is { } program)
                theirs.Add(CpuMs(() => ReadAll(FfmpegReader.Open(path, foreign, program)), seconds) * 30 / seconds);
            skipping.Add(CpuMs(() => ReadEnd(path, seconds - SkipS), seconds));
        }

        var name = Path.GetFileName(path);
        Console.WriteLine($"{name[..Math.Min(27, name.Length)],-28}{Show(seconds, 1),9}{Show(Median(own), 1),12}{Show(Median(theirs), 1),10}"
            + $"{Show(Median(theirs) / Median(own), 2),8}{Show(Median(skipping), 1),10}{Show(Median(skipping) / Median(all), 2),8}");
    }

    private static string Show(double value, int digits) => double.IsNaN(value) ? "-" : value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    private static AudioReader Open(string path, out string name)
    {
        var reader = AudioReader.Open(path);
        name = reader.Format;
        return reader;
    }

    private static ForeignFormat? FormatFor(string path, string name)
    {
        using var file = File.OpenRead(path);
        return Demuxers.TryGetValue(name, out var demuxer) ? new ForeignFormat(name, demuxer, CanSeek: false) : ForeignFormat.Of(file);
    }

    private static double ReadAll(AudioReader reader)
    {
        using (reader)
        {
            var block = new float[8192 * reader.Channels];
            while (reader.Read(block) > 0) { }
            return (double)reader.FramesRead / reader.SampleRate;
        }
    }

    private static void ReadEnd(string path, double startS)
    {
        using var reader = AudioReader.Open(path);
        reader.SkipTo((long)(startS * reader.SampleRate));
        var block = new float[8192 * reader.Channels];
        while (reader.Read(block) > 0) { }
    }

    /// <summary>Processor time of this process and of the programs that it started and that ended, in milliseconds.</summary>
    private static double CpuMs(Action action, double seconds)
    {
        // The children's clock ticks every 10 ms only, so short files are read several times.
        var count = seconds < 100 ? 6 : 2;
        var before = Now();
        for (var i = 0; i < count; i++) action();
        return (Now() - before) / count;

        static double Now() => Environment.CpuUsage.TotalTime.TotalMilliseconds + ChildrenMs();
    }

    /// <summary>User and system time of ended children: fields 16 and 17 of the process's status, in ticks of 10 ms; 0 where there is no such file.</summary>
    private static double ChildrenMs()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var status = File.ReadAllText("/proc/self/stat");
        var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
        return 10 * (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture));
    }

    private static double Median(List<double> values)
    {
        if (values.Count == 0) return double.NaN;
        values.Sort();
        return values[values.Count / 2];
    }
}
