using System.Diagnostics;
using System.Globalization;
using Cluster.Featurization;
using Cluster.Featurization.Writing;
using Cluster.TestKit.Signals;

namespace Cluster.Bench;

/// <summary>Prints what files of rising length cost, each in a process of its own: processor time for 30 s of audio, and the most memory.</summary>
internal static class Scaling
{
    private const int Rate = 44_100;
    private static readonly int[] Lengths = [30, 300, 1800, 3 * 3600];

    /// <summary>Starts a process for every length.</summary>
    public static void Run()
    {
        Console.WriteLine("WAV, 44.1 kHz mono, 16 bit, clips of 30 s; a process for each length, started cold");
        Console.WriteLine($"{"seconds",8}{"clips",8}{"ms of CPU for 30 s",21}{"most memory in MB",20}");
        foreach (var seconds in Lengths)
        {
            using var child = Process.Start(Environment.ProcessPath!, ["scaling", seconds.ToString(CultureInfo.InvariantCulture)]);
            child.WaitForExit();
            if (child.ExitCode != 0) throw new InvalidOperationException($"The run of {seconds} s ended with exit code {child.ExitCode}.");
        }
    }

    /// <summary>Measures one length in this process.</summary>
    /// <param name="seconds">The length of the file in seconds; at least 30.</param>
    public static void RunOne(int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("cluster-bench-");
        try
        {
            var path = Path.Combine(folder.FullName, "long.wav");
            Write(path, seconds);
            var clips = 0;
            var before = Environment.CpuUsage.TotalTime;
            new TrackFeaturizer(FeatureOptions.Default).Featurize(path, ClipCutting.Default, 0, null, _ => clips++);
            var cpu = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{seconds,8}{clips,8}{30 * cpu / seconds,21:F1}{process.PeakWorkingSet64 / 1e6,20:F0}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(string path, int seconds)
    {
        var tune = Signal.Tune(1, 10, Rate);
        using var writer = new WavWriter(path, Rate, 1);
        for (var second = 0; second < seconds; second += 10) writer.Write(tune.AsSpan(0, Math.Min(10, seconds - second) * Rate));
    }
}
