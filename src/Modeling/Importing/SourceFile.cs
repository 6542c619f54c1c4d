using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>Opens the files that tables come from.</summary>
internal static class SourceFile
{
    /// <summary>Reads all bytes of a file, or of a pipe, up to the largest table.</summary>
    /// <exception cref="DatasetException">There is no such file, it is a folder, it may not be read, or it is too large.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            using var stream = Open(path);
            TableLimits.CheckBytes(path, stream.CanSeek ? stream.Length : 0);

            // What says that it has no length (a pipe, a device) is read to its end, but not for ever.
            var buffer = new MemoryStream(stream.CanSeek ? (int)stream.Length : 0);
            var piece = new byte[1 << 16];
            while (stream.Read(piece) is > 0 and var count)
            {
                TableLimits.CheckBytes(path, buffer.Length + count);
                buffer.Write(piece, 0, count);
            }

            return buffer.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="DatasetException">There is no such file, or it is a folder.</exception>
    /// <exception cref="IOException">The system cannot open it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path)) throw new DatasetException($"'{path}' is a folder, not a table.");
        if (!File.Exists(path)) throw new DatasetException($"There is no file '{path}'.");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }
}
