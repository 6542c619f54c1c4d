using Xunit;

namespace Cluster.TestKit;

/// <summary>
/// What a test needs from the machine. Where it is missing the test is skipped with a reason, except under continuous integration
/// (<c>CI=true</c>), where <c>test.sh</c> installs everything, so that a missing part is a failure.
/// </summary>
public static class Needs
{
    /// <summary>A folder or file below the shared data; test data that is not part of the project, so its absence is always a skip.</summary>
    public static string SharedData(string relativePath)
    {
        var path = Path.Combine(RepositoryPaths.SharedData, relativePath);
        if (!Path.Exists(path)) Assert.Skip($"The shared test data '{relativePath}' is not beside the repository.");
        return path;
    }

    /// <summary>A component of the machine.</summary>
    /// <param name="present">Whether it is there.</param>
    /// <param name="name">What it is and how it is installed.</param>
    public static void Component(bool present, string name)
    {
        if (present) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"Missing: {name}.");
        Assert.Skip($"Missing: {name}.");
    }

    /// <summary>A program on the search path.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="package">The Debian package that brings it.</param>
    public static void Program(string name, string package)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        Component(folders.Any(folder => File.Exists(Path.Combine(folder, name))), $"the program {name} (apt-get install {package})");
    }
}
