using System.Text;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>Splits delimited text into records: RFC 4180 quotes (doubled inside), any delimiter, any line ends. Blank lines are skipped.</summary>
/// <remarks>
/// Lenient where files are: a quote inside an unquoted cell is a plain character, text behind a closing quote is kept. Cells are slices of the text, except those
/// that hold doubled quotes or text beside the quotes.
/// </remarks>
internal sealed class DelimitedParser(string file, string text, char delimiter)
{
    private readonly StringBuilder mended = new();
    private int position;
    private int line = 1;

    /// <summary>The line, from 1, on which the last record began.</summary>
    public int Line { get; private set; }

    /// <summary>The next record; null at the end.</summary>
    /// <exception cref="DatasetException">A quote is never closed, or a limit of <see cref="TableLimits"/> is exceeded.</exception>
    public ReadOnlyMemory<char>[]? Read()
    {
        while (position < text.Length)
        {
            Line = line;
            var record = ReadRecord();
            if (record.Count > 1 || !record[0].Span.IsWhiteSpace()) return [.. record];
        }

        return null;
    }

    private List<ReadOnlyMemory<char>> ReadRecord()
    {
        var record = new List<ReadOnlyMemory<char>>();
        while (true)
        {
            var begun = line;
            var cell = ReadCell(out var open);
            if (open || cell.Length > TableLimits.MaxCellLength) throw NoCell(begun, record.Count + 1, open);
            record.Add(cell);
            TableLimits.CheckColumns(file, $"line {Line}", record.Count);
            if (position >= text.Length) return record;
            var separator = text[position++];
            if (separator == delimiter) continue;

            // CR LF, LF or CR alone.
            if (separator == '\r' && position < text.Length && text[position] == '\n') position++;
            line++;
            return record;
        }
    }

    private ReadOnlyMemory<char> ReadCell(out bool open)
    {
        open = false;
        var start = position;
        var first = position;
        while (first < text.Length && text[first] is ' ' or '\t' && text[first] != delimiter) first++;
        if (first < text.Length && text[first] == '"')
        {
            position = first;
            return ReadQuoted(out open);
        }

        position = EndOfPlain(start);
        return text.AsMemory(start, position - start);
    }

    private ReadOnlyMemory<char> ReadQuoted(out bool open)
    {
        var start = ++position;
        mended.Clear();
        open = true;
        for (; position < text.Length; position++)
        {
            var c = text[position];
            if (c == '"')
            {
                if (position + 1 >= text.Length || text[position + 1] != '"')
                {
                    open = false;
                    break;
                }

                mended.Append(text, start, position - start + 1);         // one of the two quotes
                start = ++position + 1;
            }
            else if (c == '\n' || (c == '\r' && (position + 1 >= text.Length || text[position + 1] != '\n')))
            {
                line++;
            }
        }

        if (open) return default;
        var inside = text.AsMemory(start, position - start);
        var behind = ++position;
        position = EndOfPlain(behind);
        if (mended.Length == 0 && text.AsSpan(behind, position - behind).IsWhiteSpace()) return inside;
        return mended.Append(inside).Append(text, behind, position - behind).ToString().AsMemory();
    }

    private int EndOfPlain(int from)
    {
        var length = text.AsSpan(from).IndexOfAny(delimiter, '\r', '\n');
        return length < 0 ? text.Length : from + length;
    }

    private DatasetException NoCell(int begun, int column, bool open) => new(open
        ? $"'{file}', line {begun}, column {column}: a quote is opened and never closed."
        : $"'{file}', line {begun}, column {column}: the cell has more than {TableLimits.MaxCellLength} characters; is a quote left open?");
}
