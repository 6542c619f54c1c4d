using Cluster.Catalog.Backfills;

namespace Cluster.Grains.Backfills.Sources;

/// <summary>The kinds of source that are known; the first that fits lists.</summary>
internal sealed record SourceKind(string Name, Func<string, bool> IsOne, Func<string, IEnumerable<ListedItem>> Lister) : ISourceKind
{
    /// <summary>All kinds; CSV is last, since a CSV manifest may have any name.</summary>
    public static IReadOnlyList<ISourceKind> All { get; } =
    [
        new SourceKind("folder", Directory.Exists, FolderSource.List),
        new SourceKind("Parquet manifest", path => File.Exists(path) && ParquetManifestSource.IsNamed(path), ParquetManifestSource.List),
        new SourceKind("JSONL manifest", path => File.Exists(path) && JsonLinesSource.IsNamed(path), JsonLinesSource.List),
        new SourceKind("CSV manifest", File.Exists, ManifestSource.List),
    ];

    /// <inheritdoc/>
    public bool Fits(string path) => IsOne(path);

    /// <inheritdoc/>
    public IEnumerable<ListedItem> List(string path) => Lister(path);
}
