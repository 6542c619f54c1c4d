namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>How long a fault test may wait in all, generously: for a busy machine. What it measured it says, and does not assert.</summary>
internal sealed class FaultBound : IDisposable
{
    private readonly CancellationTokenSource source;

    public FaultBound(double minutes = 5)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(TimeSpan.FromMinutes(minutes));
    }

    /// <summary>Ends every wait.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Writes a measured figure to the test's output, with the machine's load.</summary>
    public void Say(string figure)
    {
        const string Load = "/proc/loadavg";
        var load = File.Exists(Load) ? File.ReadAllText(Load).Split(' ')[0] : "unknown";
        TestContext.Current.TestOutputHelper?.WriteLine($"{figure} Load {load} on {Environment.ProcessorCount} processors.");
    }

    public void Dispose() => source.Dispose();
}
