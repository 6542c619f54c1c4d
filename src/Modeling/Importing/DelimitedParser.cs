using System.Text;

namespace Cluster.Modeling.Importing;

/// <summary>Splits delimited text into records: RFC 4180 quotes (doubled inside), any delimiter, any line ends. Blank lines are skipped.</summary>
/// <remarks>
/// Lenient where files are: a quote inside an unquoted cell is a plain character, text behind a closing quote is kept, an open quote ends with the file.
/// </remarks>
internal sealed class DelimitedParser(string text, char delimiter)
{
    private readonly StringBuilder cell = new();
    private int position;
    private int line = 1;

    /// <summary>The line, from 1, on which the last record began.</summary>
    public int Line { get; private set; }

    /// <summary>The next record; null at the end.</summary>
    public string[]? Read()
    {
        while (position < text.Length)
        {
            Line = line;
            var record = ReadRecord();
            if (record.Count > 1 || !string.IsNullOrWhiteSpace(record[0])) return [.. record];
        }

        return null;
    }

    private List<string> ReadRecord()
    {
        var record = new List<string>();
        while (true)
        {
            record.Add(ReadCell());
            if (position >= text.Length) return record;
            var separator = text[position++];
            if (separator == delimiter) continue;

            // CR LF, LF or CR alone.
            if (separator == '\r' && position < text.Length && text[position] == '\n') position++;
            line++;
            return record;
        }
    }

    private string ReadCell()
    {
        cell.Clear();
        var quoted = false;
        for (; position < text.Length; position++)
        {
            var c = text[position];
            if (quoted)
            {
                if (c == '"' && position + 1 < text.Length && text[position + 1] == '"') position++;
                else if (c == '"')
                {
                    quoted = false;
                    continue;
                }

                if (c == '\n') line++;
                cell.Append(c);
            }
            else if (c == delimiter || c is '\r' or '\n')
            {
                break;
            }
            else if (c == '"' && IsBlank(cell))
            {
                cell.Clear();                   // spaces in front of an opening quote
                quoted = true;
            }
            else
            {
                cell.Append(c);
            }
        }

        return cell.ToString();
    }

    private static bool IsBlank(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i])) return false;
        }

        return true;
    }
}
