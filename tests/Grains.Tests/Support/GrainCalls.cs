using System.Collections.Concurrent;

namespace Cluster.Grains.Tests.Support;

/// <summary>Sees every call of a grain: who served it, and when it ended, so that tests wait for events and not for time.</summary>
internal sealed class GrainCalls : IIncomingGrainCallFilter
{
    // Only so that a call that never comes is a failed test and not a run that hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<GrainId, object> instances = new();
    private volatile TaskCompletionSource ended = New();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        instances[context.TargetId] = context.Grain;
        try
        {
            await context.Invoke();
        }
        finally
        {
            Interlocked.Exchange(ref ended, New()).TrySetResult();
        }
    }

    /// <summary>The object that served the grain's last call.</summary>
    public object InstanceOf(IAddressable grain) => instances[grain.GetGrainId()];

    /// <summary>Asks again after every call until the answer is the wanted one.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Taken before asking, so that no call between the two is missed.
            var next = ended.Task;
            var answer = await ask();
            if (wanted(answer)) return answer;
            await next.WaitAsync(Patience, cancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
