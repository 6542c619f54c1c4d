using System.Reflection;
using Cluster.Catalog.Drifts;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>A store whose answer to a flush may get lost after the flush was stored.</summary>
public class FlakyStore : DispatchProxy
{
    private IDriftStore? inner;

    public bool FailsAfterStoring { get; set; }

    public static FlakyStore Over(IDriftStore inner)
    {
        var store = (FlakyStore)(object)Create<IDriftStore, FlakyStore>();
        store.inner = inner;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var result = targetMethod!.Invoke(inner, args);
        return targetMethod.Name == nameof(IDriftStore.AddAsync) && FailsAfterStoring ? LoseAsync((Task<bool>)result!) : result;
    }

    private static async Task<bool> LoseAsync(Task<bool> stored)
    {
        await stored;
        throw new IOException("The answer got lost.");
    }
}
