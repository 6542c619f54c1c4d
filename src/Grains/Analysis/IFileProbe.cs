namespace Cluster.Grains.Analysis;

/// <summary>Looks at files without decoding them.</summary>
public interface IFileProbe
{
    /// <summary>Size and time of a file; null when there is no such file.</summary>
    /// <exception cref="IOException">The file cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    FileStamp? Stat(string path);

    /// <summary>SHA-256 of the file's bytes, 64 lower-case hexadecimal digits. Runs off the caller's scheduler.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    Task<string> HashAsync(string path, CancellationToken cancellationToken);
}

/// <summary>A file's size and time of last change.</summary>
/// <param name="SizeBytes">Size in bytes.</param>
/// <param name="ModifiedAt">Time of last change.</param>
public readonly record struct FileStamp(long SizeBytes, DateTimeOffset ModifiedAt);
