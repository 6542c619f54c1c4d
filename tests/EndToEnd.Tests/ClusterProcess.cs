using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>A real <c>cluster</c> process: <c>cluster up</c> on a port of its own, or any other command run to its end.</summary>
internal sealed class ClusterProcess : IAsyncDisposable
{
    private const string Program = "cluster.dll";
    private readonly ProgramProcess process;

    private ClusterProcess(ProgramProcess process, string url)
    {
        this.process = process;
        Url = url;
        Client = new HttpClient { BaseAddress = new Uri(url) };
    }

    /// <summary>Talks to the gateway.</summary>
    public HttpClient Client { get; }

    /// <summary>The gateway's address.</summary>
    public string Url { get; }

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>Everything that it wrote.</summary>
    public string Log => process.Log;

    /// <summary>The setting that makes a model that takes clips of any length the starter.</summary>
    public static string AnyLength { get; } = $"Cluster__StarterModelFolder={Path.Combine(RepositoryPaths.Root, "tests", "Fixtures", "librosa-model")}";

    /// <summary>Starts <c>cluster up</c> and returns when it says where it serves. Its starter model is one that takes clips of any length.</summary>
    public static Task<ClusterProcess> UpAsync(string data, CancellationToken cancellationToken, params string[] settings) =>
        UpAsItComesAsync(data, cancellationToken, [AnyLength, .. settings]);

    /// <summary>The same with the starter model that comes with it.</summary>
    public static async Task<ClusterProcess> UpAsItComesAsync(string data, CancellationToken cancellationToken, params string[] settings)
    {
        var (process, url) = await ProgramProcess.StartAsync(
            Program, ["up", "--data", data, "--urls", "http://127.0.0.1:0"], settings, "The cluster serves on ", cancellationToken);
        return new ClusterProcess(process, url);
    }

    /// <summary>Runs one command to its end.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        ProgramProcess.RunAsync(Program, arguments, [], cancellationToken);

    /// <summary>Kills it at once, as <c>kill -9</c> does, and waits until it is gone.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => process.KillAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return process.DisposeAsync();
    }
}
