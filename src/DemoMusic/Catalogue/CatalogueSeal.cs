using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cluster.DemoMusic.Catalogue;

/// <summary>What lies beside the manifests so that a later run knows what they belong to and whether all is there.</summary>
/// <param name="Fingerprint">Hash of everything that the catalogue follows from.</param>
/// <param name="Complete">Whether every file was written.</param>
/// <param name="Files">The audio files with their sizes in bytes; 0 until the catalogue is complete.</param>
internal sealed record CatalogueSeal(string Fingerprint, bool Complete, IReadOnlyDictionary<string, long> Files)
{
    /// <summary>Raised whenever the same plan sounds otherwise than before.</summary>
    private const int GeneratorVersion = 1;

    private const string FileName = "catalogue.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The fingerprint of a catalogue: of its whole plan, wherever it lies.</summary>
    /// <param name="planned">The plan.</param>
    /// <param name="sampleRate">In Hz.</param>
    public static string FingerprintOf(ImmutableArray<PlannedTrack> planned, int sampleRate)
    {
        var identity = JsonSerializer.SerializeToUtf8Bytes(new { GeneratorVersion, sampleRate, planned }, Json);
        return Convert.ToHexStringLower(SHA256.HashData(identity));
    }

    /// <summary>Reads the seal of a folder; null when there is none or it cannot be understood.</summary>
    public static CatalogueSeal? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<CatalogueSeal>(File.ReadAllText(path), Json) is { Files: not null, Fingerprint: not null } seal ? seal : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the seal in one step, so that it is never half there.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllText(path + ".tmp", JsonSerializer.Serialize(this, Json));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>Whether every file is there with its size.</summary>
    public bool HoldsIn(string folder) => Complete && Files.All(file =>
        new FileInfo(Path.Combine(folder, file.Key)) is { Exists: true } found && found.Length == file.Value);

    /// <summary>Deletes the audio files of this catalogue and the folders that they leave empty; nothing else, and nothing outside the folder.</summary>
    public void DeleteFiles(string folder)
    {
        var inside = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        foreach (var file in Files.Keys)
        {
            var path = Path.GetFullPath(Path.Combine(folder, file));
            if (!path.StartsWith(inside, StringComparison.Ordinal) || !File.Exists(path)) continue;
            File.Delete(path);
            DeleteEmptyFolders(Path.GetDirectoryName(path)!, inside);
        }
    }

    private static void DeleteEmptyFolders(string folder, string inside)
    {
        while (folder.Length >= inside.Length && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }
    }
}
