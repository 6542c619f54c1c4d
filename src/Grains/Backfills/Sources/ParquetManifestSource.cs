using System.Globalization;
using Cluster.Catalog.Backfills;
using Cluster.Modeling.Data;
using Cluster.Modeling.Importing;

namespace Cluster.Grains.Backfills.Sources;

/// <summary>Reads a Parquet manifest with the columns of the CSV one. One row group of those columns is in memory at a time.</summary>
internal static class ParquetManifestSource
{
    /// <summary>Whether a file says by its name that it is one.</summary>
    public static bool IsNamed(string path) => ParquetRows.IsNamed(path);

    /// <summary>Lists a manifest. A bad row becomes an item with an error that names it; the rows after it go on.</summary>
    /// <exception cref="SourceException">It cannot be read, or has no column <c>path</c>.</exception>
    public static IEnumerable<ListedItem> List(string manifest)
    {
        ParquetRows rows;
        try
        {
            rows = ParquetRows.Open(manifest, ManifestEntry.Fields);
        }
        catch (DatasetException error)
        {
            throw new SourceException($"The manifest cannot be read as Parquet: {error.Message}", error);
        }

        if (rows.Has(0)) return Entries(manifest, rows);
        using (rows)
        {
            throw new SourceException($"The manifest '{manifest}' has no column 'path'. Its columns are: {string.Join(", ", rows.Columns.Take(20))}.");
        }
    }

    private static IEnumerable<ListedItem> Entries(string manifest, ParquetRows rows)
    {
        var folder = Path.GetDirectoryName(manifest)!;
        using (rows)
        {
            using var all = rows.Read().GetEnumerator();
            for (var row = 1L; ; row++)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"row {row}");
                string? problem = null;
                try
                {
                    if (!all.MoveNext()) yield break;
                }
                catch (Exception error) when (error is DatasetException or IOException)
                {
                    problem = error.Message;
                }

                if (problem is not null)
                {
                    yield return ManifestEntry.Broken(place, $"The manifest was not read further than {place}: {problem}");
                    yield break;
                }

                yield return new ManifestEntry(place, all.Current).ToItem(folder);
            }
        }
    }
}
