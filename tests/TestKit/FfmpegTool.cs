using System.Diagnostics;
using Xunit;

namespace Cluster.TestKit;

/// <summary>The <c>ffmpeg</c> program, as the tests' encoder of formats that are only read here.</summary>
public static class FfmpegTool
{
    private static readonly string? Found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg")).FirstOrDefault(File.Exists);

    /// <summary>Runs it; where it is not installed the test is skipped, or fails under continuous integration.</summary>
    /// <param name="arguments">What it is to do; files that exist are replaced.</param>
    public static void Run(params IEnumerable<string> arguments)
    {
        Needs.Component(Found is not null, "the ffmpeg program (Debian package ffmpeg)");
        var start = new ProcessStartInfo(Found!, ["-nostdin", "-v", "error", "-y", .. arguments]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }
}
