using System.Security.Cryptography;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>Reads a delimited text file: RFC 4180 with any of four delimiters, any line ends, with or without a byte order mark or a header.</summary>
internal static class DelimitedTableReader
{
    /// <exception cref="DatasetException">The file cannot be read, is no text, is empty, or is too large.</exception>
    public static SourceTable Read(string path)
    {
        var file = Path.GetFileName(path);
        var bytes = SourceFile.ReadBytes(path);
        EnsureText(file, bytes);
        var (text, encoding) = TextDecoding.Decode(bytes);
        if (text.Contains('\0')) throw NoText(file);
        var (delimiter, body) = StatedDelimiter(text);
        delimiter ??= DelimiterGuess.Of(body);
        var records = new Records(file, body, delimiter.Value, body.Length < text.Length ? 1 : 0);
        return new SourceTable
        {
            File = file,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Format = "delimited",
            Encoding = encoding,
            Delimiter = DelimiterGuess.NameOf(delimiter.Value),
            Columns = [.. records.Header.Select((name, j) => new DelimitedColumn(name, records.Rows, j))],
            RowCount = records.Rows.Count,
            Ragged = records.Ragged,
            Blank = records.Blank,
            Lines = records.Lines,
        };
    }

    private static void EnsureText(string file, byte[] bytes)
    {
        switch (bytes)
        {
            case [0x1F, 0x8B, ..]:
                throw new DatasetException($"'{file}' is compressed: unpack it first.");
            case [(byte)'P', (byte)'K', 3, 4, ..]:
                throw new DatasetException($"'{file}' is a spreadsheet or an archive: save the table as CSV or Parquet.");
            case [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]:
                return;
        }

        if (bytes.AsSpan().Contains((byte)0)) throw NoText(file);
    }

    private static DatasetException NoText(string file) => new($"'{file}' is not a text file and no Parquet file.");

    // A first line "sep=;", as spreadsheets write and read it.
    private static (char? Delimiter, string Body) StatedDelimiter(string text)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 6) return (null, text);
        var end = text[5] == '\r' && text.Length > 6 && text[6] == '\n' ? 7 : 6;
        return text[5] is '\r' or '\n' && !char.IsLetterOrDigit(text[4]) ? (text[4], text[end..]) : (null, text);
    }

    /// <summary>The records of a text, sorted into rows of the header's width and others.</summary>
    private sealed class Records
    {
        public Records(string file, string text, char delimiter, int linesBefore)
        {
            var parser = new DelimitedParser(file, text, delimiter);
            var first = parser.Read() ?? throw new DatasetException($"'{file}' is empty.");
            var all = new List<(ReadOnlyMemory<char>[] Cells, int Line)>();
            Header = HeaderGuess.Of(first) ?? [];
            if (Header.Length == 0)
            {
                Header = [.. Enumerable.Range(1, first.Length).Select(j => $"column{j}")];
                all.Add((first, parser.Line + linesBefore));
            }

            while (parser.Read() is { } record)
            {
                all.Add((record, parser.Line + linesBefore));
                TableLimits.CheckCells(file, all.Count, Header.Length);
            }

            if (all.Count(record => HasRowName(record.Cells)) * 2 > all.Count) Header = [string.Empty, .. Header];
            foreach (var (cells, line) in all) Add(cells, line);
        }

        public string[] Header { get; }

        public List<ReadOnlyMemory<char>[]> Rows { get; } = [];

        public List<int> Lines { get; } = [];

        public int Ragged { get; private set; }

        public int Blank { get; private set; }

        // Row names for which the header has no name, as R writes them.
        private bool HasRowName(ReadOnlyMemory<char>[] record) => record.Length == Header.Length + 1 && !record[^1].Span.IsWhiteSpace();

        private void Add(ReadOnlyMemory<char>[] record, int line)
        {
            var width = record.Length;
            while (width > Header.Length && record[width - 1].Span.IsWhiteSpace()) width--;   // a trailing delimiter
            if (Array.TrueForAll(record, cell => cell.Span.IsWhiteSpace()))
            {
                Blank++;
            }
            else if (width != Header.Length)
            {
                Ragged++;
            }
            else
            {
                Rows.Add(width == record.Length ? record : record[..width]);
                Lines.Add(line);
            }
        }
    }
}
