using System.Security.Cryptography;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>A delimited text file as rows of cells: RFC 4180 with any of four delimiters, any line ends, with or without a byte order mark.</summary>
internal sealed record DelimitedText(
    string File, string Sha256, string Encoding, char Delimiter, IReadOnlyList<string> Header, IReadOnlyList<string[]> Rows, IReadOnlyList<int> Lines, int Ragged)
{
    private const long MaxBytes = 1L << 30;
    private const int SampleLines = 50;

    // The comma comes last: in the other three it also is the decimal sign.
    private static readonly char[] Delimiters = ['\t', ';', '|', ','];

    public string DelimiterName => Delimiter switch { '\t' => "tab", ';' => "semicolon", '|' => "pipe", _ => "comma" };

    /// <exception cref="DatasetException">The file cannot be read, is binary, or holds no rows.</exception>
    public static DelimitedText Read(string path)
    {
        var bytes = ReadBytes(path);
        if (bytes.AsSpan().IndexOf((byte)0) >= 0 && !HasUtf16Mark(bytes))
            throw new DatasetException($"'{Path.GetFileName(path)}' is not a text file.");
        var (text, encoding) = TextDecoding.Decode(bytes);
        var delimiter = GuessDelimiter(text);
        var parser = new DelimitedParser(text, delimiter);
        var first = parser.Read() ?? throw new DatasetException($"'{Path.GetFileName(path)}' is empty.");
        var header = first.Select(cell => cell.Trim()).ToArray();
        var rows = new List<string[]>();
        var lines = new List<int>();
        var ragged = 0;
        if (IsData(header))
        {
            rows.Add(first);
            lines.Add(parser.Line);
            header = [.. Enumerable.Range(1, header.Length).Select(j => $"column{j}")];
        }

        while (parser.Read() is { } record)
        {
            var width = record.Length;
            while (width > header.Length && string.IsNullOrWhiteSpace(record[width - 1])) width--;   // a trailing delimiter
            if (width != header.Length)
            {
                ragged++;
                continue;
            }

            if (record.All(string.IsNullOrWhiteSpace)) continue;
            rows.Add(record[..width]);
            lines.Add(parser.Line);
        }

        return new DelimitedText(
            Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(bytes)), encoding, delimiter, header, rows, lines, ragged);
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            if (Directory.Exists(path)) throw new DatasetException($"'{path}' is a folder, not a table.");
            var file = new FileInfo(path);
            if (!file.Exists) throw new DatasetException($"There is no file '{path}'.");
            if (file.Length > MaxBytes) throw new DatasetException($"'{path}' has {file.Length} bytes; tables of at most {MaxBytes} are read.");
            return System.IO.File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    private static bool HasUtf16Mark(byte[] bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    private static char GuessDelimiter(string text)
    {
        var sample = new List<int[]>();
        var reader = new StringReader(text);
        while (sample.Count < SampleLines && reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line)) sample.Add(CountOutsideQuotes(line));
        }

        for (var d = 0; d < Delimiters.Length; d++)
        {
            var wanted = sample.Count == 0 ? 0 : sample[0][d];
            if (wanted > 0 && sample.Count(counts => Math.Abs(counts[d] - wanted) <= 1) * 10 >= sample.Count * 8) return Delimiters[d];
        }

        return ',';
    }

    private static int[] CountOutsideQuotes(string line)
    {
        var counts = new int[Delimiters.Length];
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"') quoted = !quoted;
            var d = quoted ? -1 : Array.IndexOf(Delimiters, c);
            if (d >= 0) counts[d]++;
        }

        return counts;
    }

    // A first line of numbers is data: the file has no header.
    private static bool IsData(string[] first) => first.Count(cell => NumberText.TryParse(cell, decimalComma: false, out _)) * 2 > first.Length;
}
