using System.Globalization;
using System.Text;
using System.Text.Json;
using Cluster.Catalog.Backfills;

namespace Cluster.Grains.Backfills.Sources;

/// <summary>
/// Reads a manifest of JSON lines: on each line one object with <c>path</c>, and if known <c>trackId, title, artist, album, source, genre, year</c>; other
/// properties are ignored. Paths are absolute or relative to the manifest. UTF-8.
/// </summary>
internal static class JsonLinesSource
{
    private const int MaxLineLength = 1 << 20;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>Whether a file says by its name that it is one.</summary>
    public static bool IsNamed(string path) => Path.GetExtension(path).ToLowerInvariant() is ".jsonl" or ".ndjson";

    /// <summary>Lists a manifest. A bad line becomes an item with an error that names it and the field; the lines after it go on.</summary>
    /// <exception cref="SourceException">It cannot be read.</exception>
    public static IEnumerable<ListedItem> List(string manifest)
    {
        try
        {
            var stream = new FileStream(manifest, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
            return Lines(manifest, new StreamReader(stream, new UTF8Encoding(false, false)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"The manifest '{manifest}' cannot be read: {error.Message}", error);
        }
    }

    private static IEnumerable<ListedItem> Lines(string manifest, StreamReader text)
    {
        var folder = Path.GetDirectoryName(manifest)!;
        using (text)
        {
            var line = new BoundedLines(text, MaxLineLength);
            for (var number = 1L; ; number++)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"line {number}");
                string? problem = null;
                try
                {
                    if (!line.Read()) yield break;
                }
                catch (IOException error)
                {
                    problem = error.Message;
                }

                if (problem is not null)
                {
                    yield return ManifestEntry.Broken(place, $"The manifest was not read further than {place}: {problem}");
                    yield break;
                }

                if (line.IsTooLong) yield return ManifestEntry.Broken(place, $"{Name(number)} has more than {MaxLineLength} characters.");
                else if (!string.IsNullOrWhiteSpace(line.Current)) yield return Item(folder, number, place, line.Current);
            }
        }
    }

    private static ListedItem Item(string folder, long number, string place, string line)
    {
        // What is not UTF-8 was read as the replacement character: a path with it would name another file.
        if (line.Contains('\uFFFD', StringComparison.Ordinal)) return ManifestEntry.Broken(place, $"{Name(number)} is not UTF-8.");
        try
        {
            using var json = JsonDocument.Parse(line, Options);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return ManifestEntry.Broken(place, $"{Name(number)} is no JSON object.");
            var values = new string?[ManifestEntry.Fields.Count];
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (FieldOf(property.Name) is not (>= 0 and var field)) continue;
                if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null))
                    return ManifestEntry.Broken(place, $"{Name(number)}: {ManifestEntry.Fields[field]} is neither a text nor a number.");
                values[field] = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.ToString();
            }

            return new ManifestEntry(place, values).ToItem(folder);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return ManifestEntry.Broken(place, $"{Name(number)} is no JSON: {error.Message.Split('\n')[0].TrimEnd()}");
        }
    }

    private static int FieldOf(string name)
    {
        var plain = name.Replace("_", string.Empty, StringComparison.Ordinal);
        for (var i = 0; i < ManifestEntry.Fields.Count; i++)
        {
            if (string.Equals(ManifestEntry.Fields[i], plain, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }

    private static string Name(long number) => string.Create(CultureInfo.InvariantCulture, $"Line {number}");
}
