using System.Reflection;
using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;

namespace Cluster.Grains.Tests.Support;

/// <summary>A queue of which commits and renewals alone are called.</summary>
public class FlakyQueue : DispatchProxy
{
    private Func<int, JobState?> commit = _ => null;
    private Func<int, JobState?> renew = _ => null;

    public int Commits { get; private set; }

    public int Renewals { get; private set; }

    public static (IBackfillStore Store, FlakyQueue Calls) Of(Func<int, JobState?> commit, Func<int, JobState?> renew)
    {
        var store = Create<IBackfillStore, FlakyQueue>();
        var calls = (FlakyQueue)(object)store;
        (calls.commit, calls.renew) = (commit, renew);
        return (store, calls);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IBackfillStore.CommitAsync) => AnswerAsync(commit, Commits++),
        nameof(IBackfillStore.RenewAsync) => AnswerAsync(renew, Renewals++),
        _ => throw new NotSupportedException(targetMethod.Name),
    };

    private static async Task<JobState?> AnswerAsync(Func<int, JobState?> answer, int call)
    {
        await Task.CompletedTask;
        return answer(call);
    }
}
