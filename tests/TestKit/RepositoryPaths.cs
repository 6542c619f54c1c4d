namespace Cluster.TestKit;

/// <summary>Where things lie, found from the test's own folder upwards.</summary>
public static class RepositoryPaths
{
    /// <summary>The folder that holds <c>Cluster.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The shared data beside the repository; it may be absent.</summary>
    public static string SharedData { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    private static string FindRoot()
    {
        // Builds may put their output outside the tree, so the working directory is asked too.
        foreach (var start in (string[])[AppContext.BaseDirectory, Directory.GetCurrentDirectory()])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Cluster.sln"))) return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Cluster.sln.");
    }
}
