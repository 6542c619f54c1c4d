using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>Looks tracks up through gateways, one after another in several loops, until it is stopped. A failed look-up is noted, and the next one follows.</summary>
internal sealed class LookUps : IAsyncDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly ConcurrentQueue<(TimeSpan At, TimeSpan Took, string? Error)> done = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Task loops;
    private readonly Func<int, HttpClient> gateway;
    private readonly IReadOnlyList<string> tracks;

    private LookUps(Func<int, HttpClient> gateway, IReadOnlyList<string> tracks, int parallel, CancellationToken cancellationToken)
    {
        (this.gateway, this.tracks) = (gateway, tracks);
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        loops = Task.WhenAll(Enumerable.Range(0, parallel).Select(LoopAsync));
    }

    /// <summary>The time since the start.</summary>
    public TimeSpan Now => clock.Elapsed;

    /// <summary>Look-ups that were answered.</summary>
    public int Answered => done.Count(one => one.Error is null);

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<string> Errors => ErrorsSince(TimeSpan.Zero);

    /// <summary>What went wrong with look-ups that began at a moment or later.</summary>
    public IReadOnlyList<string> ErrorsSince(TimeSpan moment) =>
        [.. done.Where(one => one.Error is not null && one.At >= moment).Select(one => $"{one.At.TotalSeconds:F1} s: {one.Error} after {one.Took.TotalSeconds:F1} s")];

    /// <summary>Starts.</summary>
    /// <param name="gateway">The gateway of a loop, by its number.</param>
    /// <param name="tracks">Tracks that are in the catalogue.</param>
    /// <param name="parallel">Loops.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static LookUps Start(Func<int, HttpClient> gateway, IReadOnlyList<string> tracks, int parallel, CancellationToken cancellationToken) =>
        new(gateway, tracks, parallel, cancellationToken);

    /// <summary>Waits for so many more answers.</summary>
    public Task MoreAsync(int answers, CancellationToken cancellationToken)
    {
        var wanted = Answered + answers;
        return FaultCluster.UntilAsync(() => Task.FromResult(Answered >= wanted), cancellationToken);
    }

    /// <summary>Since a moment: how long until the last look-up that was slower than half a second, or failed, was over; and the slowest.</summary>
    public (TimeSpan Recovery, TimeSpan Slowest) Since(TimeSpan moment)
    {
        var after = done.Where(one => one.At + one.Took >= moment).ToList();
        var bad = after.Where(one => one.Error is not null || one.Took > TimeSpan.FromSeconds(0.5)).Select(one => one.At + one.Took - moment);
        return (bad.DefaultIfEmpty().Max(), after.Select(one => one.Took).DefaultIfEmpty().Max());
    }

    /// <summary>Ends the loops; what was noted stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (loops.IsCompleted) return;
        await stop.CancelAsync();
        await loops;
        stop.Dispose();
    }

    private async Task LoopAsync(int number)
    {
        // Neither the test's thread nor each other's work is waited for.
        await Task.Yield();
        for (var i = number; !stop.IsCancellationRequested; i++)
        {
            var at = clock.Elapsed;
            string? error = null;
            try
            {
                using var answer = await gateway(number).GetAsync($"/v1/tracks/{Uri.EscapeDataString(tracks[i % tracks.Count])}", stop.Token);
                if (answer.StatusCode != HttpStatusCode.OK) error = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop.Token)}";
            }
            catch (HttpRequestException failure)
            {
                error = failure.Message;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            done.Enqueue((at, clock.Elapsed - at, error));

            // People do not ask in a tight loop, and a gateway that is gone refuses at once.
            await Task.Delay(TimeSpan.FromMilliseconds(5), stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
