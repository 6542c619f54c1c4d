namespace Cluster.Cli.Hosting;

/// <summary>Holds a data folder for one process. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    /// <summary>Takes a folder, which is made when it is missing.</summary>
    /// <exception cref="CliException">Another process holds it, or it cannot be written.</exception>
    public static DataFolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new DataFolderLock(new FileStream(Path.Combine(folder, "cluster.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new CliException($"The data folder '{folder}' cannot be written: permission denied.", "choose another one with --data.");
        }
        catch (IOException error)
        {
            throw new CliException($"The data folder '{folder}' is in use, or cannot be written: {error.Message}", "stop the other cluster, or choose another folder with --data.");
        }
    }

    public void Dispose() => file.Dispose();
}
