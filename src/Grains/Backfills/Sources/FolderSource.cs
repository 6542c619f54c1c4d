using System.Collections.Frozen;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;

namespace Cluster.Grains.Backfills.Sources;

/// <summary>Lists the audio files below a folder. The track id is the path relative to the folder without its extension, with <c>/</c> between folders.</summary>
/// <remarks>
/// Order is ordinal within each folder of up to 10,000 entries, so a listing that starts over meets the same entries first; a larger folder comes in windows of as
/// many, each in order, so that no folder's listing is held in memory. Folders behind symbolic links are not entered (they may
/// form a circle); folders that cannot be read become items with an error, so that their loss is seen.
/// </remarks>
public static class FolderSource
{
    private const int WindowSize = 10_000;
    private static readonly FrozenSet<string> AudioExtensions = FrozenSet.ToFrozenSet(
        [
            ".wav", ".wave", ".mp3", ".flac", ".ogg", ".oga", ".opus", ".aif", ".aiff", ".aifc", ".au", ".snd", ".caf", ".w64", ".rf64",
            ".m4a", ".m4b", ".aac", ".wma", ".mka", ".wv", ".ape", ".tta", ".mpc", ".tak",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists a folder.</summary>
    /// <exception cref="SourceException">The folder itself cannot be read.</exception>
    public static IEnumerable<ListedItem> List(string folder)
    {
        try
        {
            Directory.EnumerateFileSystemEntries(folder).GetEnumerator().Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"The folder '{folder}' cannot be read: {error.Message}", error);
        }

        return Walk(folder, folder);
    }

    private static IEnumerable<ListedItem> Walk(string root, string folder)
    {
        foreach (var (entry, problem) in Entries(folder))
        {
            if (problem is not null)
            {
                yield return Item(root, folder, problem);
            }
            else if (Directory.Exists(entry))
            {
                if (new DirectoryInfo(entry).LinkTarget is not null) continue;
                foreach (var item in Walk(root, entry)) yield return item;
            }
            else if (AudioExtensions.Contains(Path.GetExtension(entry)))
            {
                yield return Item(root, entry, null);
            }
        }
    }

    // In order, a window at a time; a folder that cannot be read (on) ends with what is wrong.
    private static IEnumerable<(string Entry, string? Problem)> Entries(string folder)
    {
        IEnumerator<string>? entries = null;
        try
        {
            while (true)
            {
                var window = new List<string>();
                string? problem = null;
                try
                {
                    entries ??= Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
                    while (window.Count < WindowSize && entries.MoveNext()) window.Add(entries.Current);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    problem = error is UnauthorizedAccessException ? "The folder cannot be read: permission denied." : "The folder is gone or cannot be read.";
                }

                window.Sort(StringComparer.Ordinal);
                foreach (var entry in window) yield return (entry, null);
                if (problem is not null) yield return (folder, problem);
                if (problem is not null || window.Count < WindowSize) yield break;
            }
        }
        finally
        {
            entries?.Dispose();
        }
    }

    private static ListedItem Item(string root, string path, string? problem)
    {
        var relative = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
        var trackId = problem is null ? relative[..^Path.GetExtension(relative).Length] : relative;
        problem ??= TrackIds.Validate(trackId) is { } bad ? $"The path makes no track id: {bad}" : null;
        return new ListedItem(relative, path, trackId, TrackMetadata.Empty, problem);
    }
}
