using System.Diagnostics;

namespace Cluster.Bench;

/// <summary>Processor time of this process: other work on the machine counts little.</summary>
internal static class CpuTime
{
    private const int Batches = 7;

    /// <summary>Runs an action until the compiler has had its turn, then in batches that the clock can resolve.</summary>
    /// <param name="action">What is measured.</param>
    /// <returns>Median and least of seven batches, in milliseconds for one run.</returns>
    public static (double Median, double Least) Of(Action action)
    {
        var warmUp = Stopwatch.StartNew();
        for (var n = 0; n < 100 || warmUp.ElapsedMilliseconds < 300; n++) action();
        var times = new List<double>();
        for (var batch = 0; batch < Batches; batch++)
        {
            var count = 0;
            var wall = Stopwatch.StartNew();
            var before = Environment.CpuUsage.TotalTime;
            for (; count < 3 || wall.ElapsedMilliseconds < 100; count++) action();
            times.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / count);
        }

        times.Sort();
        return (times[Batches / 2], times[0]);
    }
}
