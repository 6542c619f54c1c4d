namespace Cluster.FeaturizerWorker;

/// <summary>Two lanes of waiting requests: interactive before bulk, each first in, first out. Thread-safe.</summary>
/// <param name="interactiveLimit">Interactive requests that may wait.</param>
/// <remarks>The bulk lane needs no limit of its own: each entry has a caller who waits for it, and callers bound themselves.</remarks>
internal sealed class LaneQueue(int interactiveLimit)
{
    // A monitor, not a channel: takers are threads that block, and a request that was taken back must leave the middle of the queue.
    private readonly object gate = new();
    private readonly LinkedList<WorkItem> interactive = new();
    private readonly LinkedList<WorkItem> bulk = new();
    private bool closed;

    /// <summary>Requests that wait in a lane.</summary>
    public int Count(FeaturizeLane lane)
    {
        lock (gate) return Lane(lane).Count;
    }

    /// <summary>Adds a request to its lane.</summary>
    /// <returns>False when the lane is full.</returns>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public bool TryAdd(WorkItem item)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(FeaturizerPool));
            if (item.Lane == FeaturizeLane.Interactive && interactive.Count >= interactiveLimit) return false;
            Lane(item.Lane).AddLast(item);
            Monitor.PulseAll(gate);
            return true;
        }
    }

    /// <summary>Takes a waiting request back; does nothing when it was taken already.</summary>
    public void Remove(WorkItem item)
    {
        lock (gate) Lane(item.Lane).Remove(item);
    }

    /// <summary>Waits for a request.</summary>
    /// <param name="interactiveOnly">Leaves the bulk lane alone.</param>
    /// <returns>The request; null when the queue is closed.</returns>
    public WorkItem? Take(bool interactiveOnly)
    {
        lock (gate)
        {
            while (true)
            {
                if (closed) return null;
                var lane = interactive.Count > 0 ? interactive : interactiveOnly ? null : bulk;
                if (lane?.First is { } first)
                {
                    lane.RemoveFirst();
                    return first.Value;
                }

                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>Refuses what comes from now on and lets takers go.</summary>
    /// <returns>What was still waiting.</returns>
    public IReadOnlyList<WorkItem> Close()
    {
        lock (gate)
        {
            closed = true;
            WorkItem[] rest = [.. interactive, .. bulk];
            interactive.Clear();
            bulk.Clear();
            Monitor.PulseAll(gate);
            return rest;
        }
    }

    private LinkedList<WorkItem> Lane(FeaturizeLane lane) => lane == FeaturizeLane.Interactive ? interactive : bulk;
}
