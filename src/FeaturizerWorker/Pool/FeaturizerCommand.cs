using System.Runtime.InteropServices;

namespace Cluster.FeaturizerWorker;

/// <summary>A program and its arguments.</summary>
/// <param name="FileName">The program's path, or its name on the search path.</param>
/// <param name="Arguments">Its arguments; none of them is seen by a shell.</param>
public sealed record FeaturizerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    private const string Worker = "Cluster.FeaturizerWorker";

    /// <summary>The worker that lies beside the running program: its own executable, or its assembly under the <c>dotnet</c> host.</summary>
    /// <exception cref="FileNotFoundException">Neither is there: the installation is incomplete.</exception>
    public static FeaturizerCommand BesideTheProgram()
    {
        var folder = AppContext.BaseDirectory;
        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? Worker + ".exe" : Worker);
        if (File.Exists(program)) return new FeaturizerCommand(program, []);

        var assembly = Path.Combine(folder, Worker + ".dll");
        if (!File.Exists(assembly)) throw new FileNotFoundException($"The installation is incomplete: '{Worker}' is not beside the program.", program);
        var host = Path.Combine(DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return new FeaturizerCommand(File.Exists(host) ? host : "dotnet", ["exec", assembly]);
    }

    /// <summary>The folder of the .NET installation that runs this process.</summary>
    internal static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
