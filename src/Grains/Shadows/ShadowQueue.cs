using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Cluster.Grains.Shadows;

/// <summary>Recordings that wait to be scored, bounded by their clips: what is too much is refused at once, so that nobody ever waits for a place.</summary>
/// <param name="mostClips">Clips that may wait; at least 1.</param>
internal sealed class ShadowQueue(int mostClips) : IDisposable
{
    private readonly BlockingCollection<ShadowWork> waiting = [];
    private int clips;

    /// <summary>Clips that wait.</summary>
    public int Clips => Volatile.Read(ref clips);

    /// <summary>Adds a recording; false when there is no room.</summary>
    public bool TryAdd(ShadowWork work)
    {
        var count = work.Track.Features.Count;
        if (Interlocked.Add(ref clips, count) > mostClips)
        {
            Interlocked.Add(ref clips, -count);
            return false;
        }

        try
        {
            waiting.Add(work);
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or ObjectDisposedException)
        {
            // The silo stops: nobody scores any more.
            return false;
        }
    }

    /// <summary>Takes the recording that has waited longest, waiting for one if need be.</summary>
    /// <returns>False when there will be none any more.</returns>
    public bool TryTake([NotNullWhen(true)] out ShadowWork? work, CancellationToken stop)
    {
        work = null;
        try
        {
            if (!waiting.TryTake(out work, Timeout.Infinite, stop)) return false;
            Interlocked.Add(ref clips, -work.Track.Features.Count);
            return true;
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => waiting.Dispose();
}
