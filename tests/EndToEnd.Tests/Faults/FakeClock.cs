using System.Globalization;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>A wall clock for one process that is wrong, and that a test makes jump (libfaketime). Monotonic time goes on as it is.</summary>
internal sealed class FakeClock
{
    private readonly string file;
    private readonly string library;

    /// <summary>Makes one. Where libfaketime is missing the test is skipped.</summary>
    /// <param name="file">A file that it is told its time in.</param>
    /// <param name="hours">How wrong it is at first.</param>
    public FakeClock(string file, int hours)
    {
        this.file = file;
        library = Library();
        Jump(hours);
    }

    /// <summary>Settings of the process that has this clock.</summary>
    public string[] Settings =>
    [
        $"LD_PRELOAD={library}", $"FAKETIME_TIMESTAMP_FILE={file}", "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1", "DONT_FAKE_MONOTONIC=1",
    ];

    /// <summary>Makes it jump.</summary>
    /// <param name="hours">How wrong it is from now on.</param>
    public void Jump(int hours)
    {
        // Put in place at once: the process may read it at any time.
        var next = file + ".next";
        File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{hours * 3600:+0;-0;+0}\n"));
        File.Move(next, file, overwrite: true);
    }

    private static string Library()
    {
        const string Libraries = "/usr/lib";
        var found = !Directory.Exists(Libraries) ? null : Directory.EnumerateDirectories(Libraries)
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);
        Needs.Component(found is not null, "libfaketime (apt-get install faketime)");
        return found!;
    }
}
