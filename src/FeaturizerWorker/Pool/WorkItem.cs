namespace Cluster.FeaturizerWorker;

/// <summary>One request with whoever waits for it.</summary>
internal sealed class WorkItem(FeaturizeRequest request, FeaturizeLane lane, CancellationToken cancellation)
{
    private readonly TaskCompletionSource<FeaturizeResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FeaturizeRequest Request => request;

    public FeaturizeLane Lane => lane;

    public CancellationToken Cancellation => cancellation;

    public Task<FeaturizeResult> Task => completion.Task;

    /// <summary>True once the waiter has an answer or has gone away.</summary>
    public bool IsOver => completion.Task.IsCompleted;

    public bool TryComplete(FeaturizeResult result) => completion.TrySetResult(result);

    public bool TryCancel(CancellationToken reason) => completion.TrySetCanceled(reason);
}
