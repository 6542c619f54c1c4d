using System.Security.Cryptography;

namespace Cluster.FeaturizerWorker.Child;

/// <summary>Hashes a file's bytes.</summary>
internal static class ContentHash
{
    private const int BlockBytes = 1 << 20;
    private const int BlocksPerSign = 32;

    /// <summary>SHA-256 of a file, in lower-case hexadecimal digits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="onProgress">Called every 32 MiB.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static string Of(string path, Action onProgress, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockBytes];
        var offset = 0L;
        for (var blocks = 1; ; blocks++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = RandomAccess.Read(file, block, offset);
            if (count == 0) return Convert.ToHexStringLower(hash.GetHashAndReset());
            hash.AppendData(block, 0, count);
            offset += count;
            if (blocks % BlocksPerSign == 0) onProgress();
        }
    }
}
