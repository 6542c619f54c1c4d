using System.Diagnostics;

namespace Cluster.Bench;

/// <summary>Processor time of one run, so that other work on the machine counts little.</summary>
internal static class CpuTime
{
    /// <returns>Milliseconds of a run: the median of seven batches, and the least.</returns>
    public static (double Median, double Least) Measure(Action action)
    {
        // Long enough for the optimising compiler to have had its turn.
        var warmUp = Stopwatch.StartNew();
        for (var n = 0; n < 100 || warmUp.ElapsedMilliseconds < 300; n++) action();

        // In batches that the clock of processor time can resolve.
        var times = new List<double>();
        for (var batch = 0; batch < 7; batch++)
        {
            var count = 0;
            var wall = Stopwatch.StartNew();
            var before = Environment.CpuUsage.TotalTime;
            for (; count < 3 || wall.ElapsedMilliseconds < 100; count++) action();
            times.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / count);
        }

        times.Sort();
        return (times[times.Count / 2], times[0]);
    }
}
