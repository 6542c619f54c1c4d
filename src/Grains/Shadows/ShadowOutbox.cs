using System.Collections.Concurrent;
using Cluster.Catalog.Shadows;

namespace Cluster.Grains.Shadows;

/// <summary>Predictions that wait to be stored, bounded: what is too much is refused at once.</summary>
/// <param name="most">Predictions that may wait; at least 1.</param>
internal sealed class ShadowOutbox(int most)
{
    private readonly ConcurrentQueue<ShadowPrediction> waiting = new();
    private int count;

    /// <summary>Whether half of the room or more is taken.</summary>
    public bool IsHalfFull => Volatile.Read(ref count) * 2L >= most;

    /// <summary>Adds a recording's predictions, all or none; false when there is no room.</summary>
    public bool TryAdd(IReadOnlyCollection<ShadowPrediction> predictions)
    {
        if (Interlocked.Add(ref count, predictions.Count) > most)
        {
            Interlocked.Add(ref count, -predictions.Count);
            return false;
        }

        foreach (var prediction in predictions) waiting.Enqueue(prediction);
        return true;
    }

    /// <summary>Moves predictions to a batch up to its wanted size; they keep their places until <see cref="Stored"/>.</summary>
    public void Fill(List<ShadowPrediction> batch, int size)
    {
        while (batch.Count < size && waiting.TryDequeue(out var prediction)) batch.Add(prediction);
    }

    /// <summary>A batch is stored.</summary>
    public void Stored(int predictions) => Interlocked.Add(ref count, -predictions);
}
