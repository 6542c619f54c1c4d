using Cluster.Catalog.Backfills;

namespace Cluster.Grains.Backfills.Sources;

/// <summary>Lists what a backfill is to work on, one entry at a time: a source is never held in memory.</summary>
public static class BackfillSource
{
    /// <summary>Opens a source: a folder, or a file that is a CSV, JSONL (<c>.jsonl</c>, <c>.ndjson</c>) or Parquet (<c>.parquet</c>) manifest.</summary>
    /// <param name="source">Absolute path.</param>
    /// <param name="allowedRoots">Folders that it must lie in; empty: anywhere.</param>
    /// <exception cref="SourceException">There is no such source, it may not be read, or it is no manifest.</exception>
    public static IEnumerable<ListedItem> Open(string source, IReadOnlyCollection<string> allowedRoots)
    {
        if (!Path.IsPathFullyQualified(source)) throw new SourceException($"The source '{source}' is not an absolute path.");
        var full = Path.GetFullPath(source);
        if (allowedRoots.Count > 0 && !allowedRoots.Any(root => IsBelow(full, root)))
            throw new SourceException($"The source '{source}' lies outside the folders that this cluster may read (setting {BackfillOptions.Section}:{nameof(BackfillOptions.AllowedRoots)}).");
        return SourceKind.All.FirstOrDefault(kind => kind.Fits(full))?.List(full)
            ?? throw new SourceException($"There is no folder or manifest '{source}' on the cluster's machine.");
    }

    private static bool IsBelow(string path, string root)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (path == folder) return true;

        // The root of all folders ends with a separator as it is.
        return path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
