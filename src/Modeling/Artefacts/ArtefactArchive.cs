using System.IO.Compression;

namespace Cluster.Modeling.Artefacts;

/// <summary>An artefact's files in one zip archive: stored, in a fixed order with a fixed time, so that the same files give the same bytes.</summary>
internal static class ArtefactArchive
{
    /// <summary>Greatest size of an archive in bytes.</summary>
    public const int MaxArchiveBytes = 64 << 20;

    /// <summary>Greatest size of a file in bytes, unpacked.</summary>
    public const int MaxFileBytes = 32 << 20;

    // The first moment that the zip format can hold.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Pack(IReadOnlyDictionary<string, byte[]> files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = Epoch;
                entry.ExternalAttributes = 0;
                using var content = entry.Open();
                content.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <exception cref="ModelArtefactException">The bytes are no archive of exactly these names, or too large.</exception>
    public static Dictionary<string, byte[]> Unpack(ReadOnlyMemory<byte> archive, IReadOnlyCollection<string> names)
    {
        if (archive.Length > MaxArchiveBytes)
            throw new ModelArtefactException($"The artefact's archive has {archive.Length} bytes; at most {MaxArchiveBytes} are read.");
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive.ToArray(), writable: false), ZipArchiveMode.Read);
            var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var entry in zip.Entries)
            {
                if (!names.Contains(entry.FullName)) throw new ModelArtefactException($"The archive holds '{entry.FullName}', which is no part of a model artefact.");
                using var content = entry.Open();
                if (!files.TryAdd(entry.FullName, ReadBounded(content, entry.FullName)))
                    throw new ModelArtefactException($"The archive holds '{entry.FullName}' twice.");
            }

            return files;
        }
        catch (InvalidDataException exception)
        {
            throw new ModelArtefactException("The bytes are no readable model archive.", exception);
        }
    }

    /// <summary>Reads a file whole; the bound holds whatever a header says, so that a zip bomb ends here.</summary>
    public static byte[] ReadBounded(Stream content, string name)
    {
        using var buffer = new MemoryStream();
        var block = new byte[81920];
        for (int read; (read = content.Read(block)) > 0;)
        {
            if (buffer.Length + read > MaxFileBytes)
                throw new ModelArtefactException($"'{name}' of the artefact is larger than {MaxFileBytes} bytes.");
            buffer.Write(block, 0, read);
        }

        return buffer.ToArray();
    }
}
