using System.Collections.Concurrent;
using Cluster.Grains.Scoring;

namespace Cluster.Grains.Replays;

/// <summary>A thread of below-normal priority that does one piece of work after the other: what is computed here gives way to those who answer.</summary>
internal sealed class QuietThread : IDisposable
{
    private readonly BlockingCollection<Action> work = [];

    public QuietThread(string name) => BackgroundThread.Start(name, Loop);

    /// <summary>Does a piece of work.</summary>
    public Task<T> RunAsync<T>(Func<T> compute)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                done.SetResult(compute());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task;
    }

    /// <summary>Ends the thread after what it has begun.</summary>
    public void Dispose() => work.CompleteAdding();

    private void Loop()
    {
        foreach (var piece in work.GetConsumingEnumerable()) piece();
        work.Dispose();
    }
}
