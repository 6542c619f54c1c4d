using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>Which character separates the cells of a text.</summary>
internal static class DelimiterGuess
{
    private const int SampleRecords = 50;

    // The comma comes last: beside the other three it also is the decimal sign.
    private static readonly char[] Delimiters = ['\t', ';', '|', ','];

    /// <summary>The delimiter's name in reports.</summary>
    public static string NameOf(char delimiter) => delimiter switch { '\t' => "tab", ';' => "semicolon", '|' => "pipe", ',' => "comma", _ => delimiter.ToString() };

    /// <summary>
    /// The first of tab, semicolon, pipe and comma that cuts at least four in five of the first records into as many cells as the first one, give or take a delimiter
    /// at the end; the comma when none does.
    /// </summary>
    public static char Of(string text)
    {
        foreach (var delimiter in Delimiters)
        {
            if (Fits(text, delimiter)) return delimiter;
        }

        return ',';
    }

    private static bool Fits(string text, char delimiter)
    {
        try
        {
            var parser = new DelimitedParser(string.Empty, text, delimiter);
            if (parser.Read() is not { Length: > 1 } first) return false;
            int read = 1, alike = 1;
            while (read < SampleRecords && parser.Read() is { } record)
            {
                read++;
                if (Math.Abs(record.Length - first.Length) <= 1 && record.Length > 1) alike++;
            }

            return alike * 10 >= read * 8;
        }
        catch (DatasetException)
        {
            return false;             // under another delimiter the quotes may well close
        }
    }
}
