using Orleans.Concurrency;

namespace Cluster.Abstractions.Models;

/// <summary>Watches new champions, once in the cluster, and rolls back those that break a limit. Its key is the registry's.</summary>
[Alias("bake-grain")]
public interface IBakeGrain : IGrainWithStringKey
{
    /// <summary>Begins to watch, before the promotion is stored: a champion that answers is watched, whatever dies.</summary>
    [AlwaysInterleave, Alias("arm")]
    Task ArmAsync(CancellationToken cancellationToken = default);

    /// <summary>Looks at the champion at once.</summary>
    [Alias("check")]
    Task CheckAsync(CancellationToken cancellationToken = default);
}
