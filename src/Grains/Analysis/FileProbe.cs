using System.Security.Cryptography;

namespace Cluster.Grains.Analysis;

/// <summary>Looks at files of the local file system.</summary>
public sealed class FileProbe : IFileProbe
{
    /// <inheritdoc/>
    public FileStamp? Stat(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.Length, new DateTimeOffset(file.LastWriteTimeUtc)) : null;
    }

    /// <inheritdoc/>
    public Task<string> HashAsync(string path, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 17, FileOptions.SequentialScan);
            await using (stream.ConfigureAwait(false))
            {
                return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            }
        },
        cancellationToken);
}
