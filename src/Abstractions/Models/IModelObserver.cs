using Orleans.Concurrency;

namespace Cluster.Abstractions.Models;

/// <summary>Told of every change of the registry. A lost message is made good by the silos' own reconciliation.</summary>
[Alias("model-observer")]
public interface IModelObserver : IGrainObserver
{
    /// <summary>The registry changed to this.</summary>
    [OneWay, Alias("changed")]
    Task ChangedAsync(ModelRegistryView registry);
}
