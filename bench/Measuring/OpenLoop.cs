using System.Diagnostics;

namespace Cluster.Bench;

/// <summary>Calls at a fixed rate, as callers do: each on time, whether earlier ones are answered or not, so that a slow answer does not spare the next ones.</summary>
internal static class OpenLoop
{
    /// <summary>Makes the calls and waits for the last answer.</summary>
    /// <param name="perSecond">Calls a second.</param>
    /// <param name="count">How many.</param>
    /// <param name="call">Makes one, given its number from 0; returns how long it took, in ms.</param>
    /// <returns>How long each took, in ms, in the order of the calls.</returns>
    public static async Task<double[]> RunAsync(double perSecond, int count, Func<int, Task<double>> call)
    {
        var started = Stopwatch.GetTimestamp();
        var calls = new List<Task<double>>(count);
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            calls.Add(call(i));
        }

        return await Task.WhenAll(calls);
    }
}
