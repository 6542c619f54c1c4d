using System.Runtime.InteropServices;

namespace Cluster.Grains.Scoring;

/// <summary>Threads for work that nobody waits for: answers go before it.</summary>
internal static partial class BackgroundThread
{
    private const int Nice = 10;

    /// <summary>Starts a thread of below-normal priority.</summary>
    /// <param name="name">Its name, for people who look at the process.</param>
    /// <param name="work">What it does; it must not throw.</param>
    public static Thread Start(string name, Action work)
    {
        var thread = new Thread(Run) { IsBackground = true, Name = name, Priority = ThreadPriority.BelowNormal };
        thread.Start();
        return thread;

        void Run()
        {
            Yield();
            work();
        }
    }

    /// <summary>Runs work on a thread of its own.</summary>
    public static Task<T> RunAsync<T>(string name, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Start(name, () =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (OperationCanceledException stopped)
            {
                done.SetCanceled(stopped.CancellationToken);
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task;
    }

    // On Linux .NET leaves priorities alone. There the call is about the calling thread only, and cannot fail for a process that makes itself nicer.
    private static void Yield()
    {
        if (OperatingSystem.IsLinux()) _ = SetPriority(0, 0, Nice);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);
}
