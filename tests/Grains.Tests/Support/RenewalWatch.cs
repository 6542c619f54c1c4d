using System.Reflection;
using Cluster.Catalog.Backfills;

namespace Cluster.Grains.Tests.Support;

/// <summary>A queue that tells when a lease was first renewed.</summary>
public class RenewalWatch : DispatchProxy
{
    private readonly TaskCompletionSource renewed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IBackfillStore? inner;

    public static (IBackfillStore Store, Task Renewed) Over(IBackfillStore inner)
    {
        var store = Create<IBackfillStore, RenewalWatch>();
        var watch = (RenewalWatch)(object)store;
        watch.inner = inner;
        return (store, watch.renewed.Task);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var result = targetMethod!.Invoke(inner, args);
        if (targetMethod.Name == nameof(IBackfillStore.RenewAsync)) ((Task)result!).ContinueWith(_ => renewed.TrySetResult(), TaskScheduler.Default);
        return result;
    }
}
