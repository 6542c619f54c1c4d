namespace Cluster.Catalog;

/// <summary>Where the catalogue is and how it is used.</summary>
public sealed record CatalogOptions
{
    /// <summary>The folder that holds the catalogue's file; it is created when the catalogue is migrated. Default <c>./data</c>.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The file's name within <see cref="DataFolder"/>, or an absolute path. Default <c>catalog.db</c>.</summary>
    public string FileName { get; set; } = "catalog.db";

    /// <summary>Connections that read at the same time; at least 1. Default 8.</summary>
    public int MaxReaders { get; set; } = 8;

    /// <summary>How long a write waits for another process that writes. Default 30 s.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Writes that may wait for their turn before callers have to wait to hand in more; at least 1. Default 1,024.</summary>
    public int WriteQueueLength { get; set; } = 1024;

    /// <summary>Writes that share one commit, and so one flush to the disk, when several wait; at least 1. Default 64.</summary>
    public int MaxWritesPerCommit { get; set; } = 64;

    /// <summary>Absolute path of the file.</summary>
    public string FilePath => Path.GetFullPath(Path.Combine(DataFolder, FileName));

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">One is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(DataFolder)) throw new ArgumentException($"{nameof(DataFolder)} is empty.");
        if (string.IsNullOrWhiteSpace(FileName)) throw new ArgumentException($"{nameof(FileName)} is empty.");
        if (MaxReaders < 1) throw new ArgumentException($"{nameof(MaxReaders)} is {MaxReaders}; it must be at least 1.");
        if (BusyTimeout < TimeSpan.Zero || BusyTimeout > TimeSpan.FromHours(1)) throw new ArgumentException($"{nameof(BusyTimeout)} is {BusyTimeout}; it must be between 0 and 1 hour.");
        if (WriteQueueLength < 1) throw new ArgumentException($"{nameof(WriteQueueLength)} is {WriteQueueLength}; it must be at least 1.");
        if (MaxWritesPerCommit < 1) throw new ArgumentException($"{nameof(MaxWritesPerCommit)} is {MaxWritesPerCommit}; it must be at least 1.");
    }
}
