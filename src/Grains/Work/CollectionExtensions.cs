using Orleans.Configuration;

namespace Cluster.Grains.Work;

/// <summary>When a silo lets go of activations that nobody calls.</summary>
public static class CollectionExtensions
{
    // An age must not be below it.
    private static readonly TimeSpan Quantum = TimeSpan.FromSeconds(10);

    /// <summary>Millions of tracks are looked up one after another: their grains go half a minute after their last call (<see cref="ShortLivedAttribute"/>), and at once when memory gets short.</summary>
    public static void ConfigureCollection(this ISiloBuilder silo) =>
        silo.Configure<GrainCollectionOptions>(collection => (collection.CollectionQuantum, collection.EnableActivationSheddingOnMemoryPressure) = (Quantum, true));
}
