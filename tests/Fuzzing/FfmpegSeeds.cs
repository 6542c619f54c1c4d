using System.ComponentModel;
using System.Diagnostics;
using Cluster.Featurization.Decoding;
using Cluster.Featurization.Writing;
using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Fuzzing;

/// <summary>Seeds of formats that only the <c>ffmpeg</c> program writes: as many as <see cref="AudioReader"/> can read.</summary>
internal static class FfmpegSeeds
{
    private static readonly (string Format, string File, string[] Arguments)[] Kinds =
    [
        ("AAC, M4A", "seed.aac", ["-c:a", "aac", "-b:a", "64k"]),
        ("AAC, M4A", "seed.m4a", ["-c:a", "aac", "-b:a", "64k"]),
        ("AAC, M4A", "front.m4a", ["-c:a", "aac", "-b:a", "64k", "-movflags", "+faststart"]),
        ("AAC, M4A", "alac.m4a", ["-c:a", "alac"]),
        ("WMA", "one.wma", ["-c:a", "wmav1"]),
        ("WMA", "two.wma", ["-c:a", "wmav2"]),
    ];

    public static IReadOnlyList<FuzzSeed> Make()
    {
        var seeds = new List<FuzzSeed>();
        using var folder = new TemporaryFolder();
        var source = folder.Combine("source.wav");
        AudioEncoder.Write(source, AudioFileFormat.Wav, 22_050, 1, Signal.Tune(3, 1, 22_050));
        foreach (var (format, file, arguments) in Kinds)
        {
            var target = folder.Combine(file);
            if (Encode(source, target, arguments) && CanRead(target)) seeds.Add(new FuzzSeed(format, file, File.ReadAllBytes(target)));
        }

        return seeds;
    }

    private static bool Encode(string source, string target, string[] arguments)
    {
        try
        {
            using var process = Process.Start("ffmpeg", ["-nostdin", "-v", "quiet", "-y", "-i", source, .. arguments, target]);
            process.WaitForExit();
            return process.ExitCode == 0 && File.Exists(target);
        }
        catch (Win32Exception)
        {
            return false; // It is not installed.
        }
    }

    private static bool CanRead(string path)
    {
        try
        {
            using var reader = AudioReader.Open(path);
            return reader.Read(new float[reader.Channels]) == 1;
        }
        catch (AudioFormatException)
        {
            return false;
        }
    }
}
