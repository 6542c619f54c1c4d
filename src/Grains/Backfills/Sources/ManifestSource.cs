using System.Globalization;
using System.Text;
using Cluster.Catalog.Backfills;
using CsvHelper;
using CsvHelper.Configuration;

namespace Cluster.Grains.Backfills.Sources;

/// <summary>
/// Reads a CSV manifest: a header with a column <c>path</c>, and if known <c>trackId, title, artist, album, source, genre, year</c>; other columns are ignored.
/// Paths are absolute or relative to the manifest. UTF-8, with or without a byte order mark; comma, semicolon or tab.
/// </summary>
public static class ManifestSource
{
    private const int MaxFieldLength = 32_768;
    private const int MaxColumns = 512;

    /// <summary>Lists a manifest. A bad row becomes an item with an error that names its line; the rows after it go on.</summary>
    /// <exception cref="SourceException">It cannot be read, or has no column <c>path</c>.</exception>
    public static IEnumerable<ListedItem> List(string manifest)
    {
        // The header is read at once, so that a wrong file is refused before anything is listed.
        var (reader, columns) = Open(manifest);
        return Rows(manifest, reader, columns);
    }

    private static (CsvReader Reader, Columns Columns) Open(string manifest)
    {
        CsvReader? csv = null;
        try
        {
            var stream = new FileStream(manifest, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            csv = new CsvReader(new StreamReader(stream, new UTF8Encoding(false, true)), Configuration);
            if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header) throw new SourceException($"The manifest '{manifest}' is empty.");
            var columns = Columns.Find(header);
            if (!columns.HasPath) throw new SourceException($"The manifest '{manifest}' has no column 'path'. Its columns are: {string.Join(", ", header.Take(20))}.");
            return (csv, columns);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CsvHelperException or DecoderFallbackException)
        {
            csv?.Dispose();
            throw new SourceException($"The manifest '{manifest}' cannot be read as CSV in UTF-8: {FirstLine(error)}", error);
        }
    }

    private static IEnumerable<ListedItem> Rows(string manifest, CsvReader csv, Columns columns)
    {
        var folder = Path.GetDirectoryName(manifest)!;
        using (csv)
        {
            while (true)
            {
                string? problem = null;
                try
                {
                    if (!csv.Read()) yield break;
                }
                catch (Exception error) when (error is CsvHelperException or DecoderFallbackException or IOException)
                {
                    problem = FirstLine(error);
                }

                if (problem is not null)
                {
                    // After a broken quote or byte the rows cannot be told apart any more: one item says so, and where.
                    yield return ManifestEntry.Broken(Place(csv.Parser.RawRow), $"The manifest is damaged at line {csv.Parser.RawRow} and was not read further: {problem}");
                    yield break;
                }

                yield return Item(folder, csv, columns);
            }
        }
    }

    private static ListedItem Item(string folder, CsvReader csv, Columns columns) => new ManifestEntry(Place(csv.Parser.RawRow), columns.Values(csv)).ToItem(folder);

    private static string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].TrimEnd();

    private static CsvConfiguration Configuration => new(CultureInfo.InvariantCulture)
    {
        DetectDelimiter = true,
        DetectDelimiterValues = [",", ";", "\t"],
        TrimOptions = TrimOptions.Trim,
        IgnoreBlankLines = true,
        MaxFieldSize = MaxFieldLength,
        BadDataFound = null,
        MissingFieldFound = null,
        PrepareHeaderForMatch = args => args.Header.Trim().ToLowerInvariant(),
    };

    // The columns of the entry's fields, in their order; -1 for one that there is none of.
    private sealed record Columns(int[] Of)
    {
        public bool HasPath => Of[0] >= 0;

        public static Columns Find(string[] header)
        {
            if (header.Length > MaxColumns) throw new SourceException($"The manifest has {header.Length} columns; at most {MaxColumns} are read.");
            return new Columns([.. ManifestEntry.Fields.Select(name => Array.FindIndex(
                header, column => string.Equals(column.Trim().Replace("_", "", StringComparison.Ordinal), name, StringComparison.OrdinalIgnoreCase)))]);
        }

        public string?[] Values(CsvReader csv) => [.. Of.Select(column => column >= 0 ? csv.GetField(column) : null)];
    }
}
