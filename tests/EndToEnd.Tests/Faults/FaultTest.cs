using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>What fault tests have in common. They run one after another: each has the machine to itself.</summary>
[Collection("Faults")]
[Trait("Provider", "Postgres")]
[Trait("Suite", "Slow")]
public abstract class FaultTest : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource bound;

    /// <summary>Makes one.</summary>
    /// <param name="minutes">How long it may wait in all, generously: for a busy machine.</param>
    protected FaultTest(double minutes = 5)
    {
        bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromMinutes(minutes));
    }

    /// <summary>Ends every wait.</summary>
    protected CancellationToken Cancel => bound.Token;

    /// <summary>A folder of the test's own.</summary>
    protected TemporaryFolder Folder => folder;

    /// <summary>Writes a measured figure to the test's output, with the machine's load: it is said, not asserted.</summary>
    protected static void Say(string figure)
    {
        const string Load = "/proc/loadavg";
        var load = File.Exists(Load) ? File.ReadAllText(Load).Split(' ')[0] : "unknown";
        TestContext.Current.TestOutputHelper?.WriteLine($"{figure} Load {load} on {Environment.ProcessorCount} processors.");
    }

    public void Dispose()
    {
        bound.Dispose();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
