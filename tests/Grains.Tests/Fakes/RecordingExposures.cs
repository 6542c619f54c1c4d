using System.Collections.Concurrent;
using Cluster.Catalog.Experiments;
using Cluster.Grains.Experiments;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>Keeps what it is to take note of.</summary>
internal sealed class RecordingExposures : IExposureLog
{
    public ConcurrentQueue<Exposure> Exposures { get; } = new();

    public void Record(IEnumerable<Exposure> exposures)
    {
        foreach (var exposure in exposures) Exposures.Enqueue(exposure);
    }
}
