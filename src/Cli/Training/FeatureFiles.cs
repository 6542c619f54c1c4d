using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Cluster.FeaturizerWorker;

namespace Cluster.Cli.Training;

/// <summary>Features on disk, one small file for each stretch of each content under each schema: what was featurized once is not featurized again.</summary>
/// <remarks>
/// A file ends with the hash of what stands before it; one that does not fit its hash counts as absent. Writers make a file under another name and rename it, so that
/// several processes may use one folder.
/// </remarks>
/// <param name="folder">The folder; made when something is first kept.</param>
internal sealed class FeatureFiles(string folder)
{
    private const int HashBytes = 32;
    private const int MaxBytes = 1 << 30;

    /// <summary>Where the features of a stretch are kept.</summary>
    /// <param name="contentHash">SHA-256 of the audio file, hex.</param>
    /// <param name="schemaId">The feature schema.</param>
    /// <param name="request">The stretch and how it is cut.</param>
    public string PathOf(string contentHash, string schemaId, FeaturizeRequest request)
    {
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{contentHash}\n{schemaId}\n{request.Plan.LengthS:R}\n{request.Plan.HopS:R}\n{request.StartS:R}\n{request.DurationS:R}");
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return Path.Combine(folder, name[..2], name + ".features");
    }

    /// <summary>Reads kept features; null when there are none, or the file is damaged.</summary>
    public static async Task<ImmutableArray<ClipVector>?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > MaxBytes) return null;
            return Read(await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;              // they can be computed again
        }
    }

    /// <summary>Keeps features.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static async Task KeepAsync(string path, IReadOnlyList<ClipVector> clips, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllBytesAsync(beside, Write(clips), cancellationToken);
        File.Move(beside, path, overwrite: true);
    }

    private static byte[] Write(IReadOnlyList<ClipVector> clips)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(clips.Count);
        foreach (var clip in clips)
        {
            writer.Write(clip.StartS);
            writer.Write(clip.DurationS);
            writer.Write(clip.Values.Length);
            foreach (var value in clip.Values) writer.Write(value);
        }

        writer.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    private static ImmutableArray<ClipVector>? Read(byte[] bytes)
    {
        if (bytes.Length < HashBytes + 4) return null;
        var content = bytes.AsSpan(0, bytes.Length - HashBytes);
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length))) return null;
        var clips = new ClipVector[BinaryPrimitives.ReadInt32LittleEndian(content)];
        var rest = content[4..];
        for (var index = 0; index < clips.Length; index++)
        {
            var values = new float[BinaryPrimitives.ReadInt32LittleEndian(rest[16..])];
            for (var j = 0; j < values.Length; j++) values[j] = BinaryPrimitives.ReadSingleLittleEndian(rest[(20 + (4 * j))..]);
            clips[index] = new ClipVector(
                index, BinaryPrimitives.ReadDoubleLittleEndian(rest), BinaryPrimitives.ReadDoubleLittleEndian(rest[8..]), ImmutableCollectionsMarshal.AsImmutableArray(values));
            rest = rest[(20 + (4 * values.Length))..];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(clips);
    }
}
