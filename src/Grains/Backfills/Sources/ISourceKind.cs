using Cluster.Catalog.Backfills;

namespace Cluster.Grains.Backfills.Sources;

/// <summary>One kind of source. Stores behind a network (S3, DVC) are further kinds; nothing else of a backfill knows where a list comes from.</summary>
internal interface ISourceKind
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Whether an existing path is one.</summary>
    bool Fits(string path);

    /// <summary>Lists it as a stream: whatever its length, only a bounded part is held in memory. What is wrong with one entry becomes an item with an error.</summary>
    /// <remarks>A listing that was cut off starts over, so the order should be the same each time as far as that is cheap.</remarks>
    /// <exception cref="SourceException">It cannot be read, or is not of this kind.</exception>
    IEnumerable<ListedItem> List(string path);
}
