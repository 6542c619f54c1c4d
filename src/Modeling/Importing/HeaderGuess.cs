using System.Globalization;

namespace Cluster.Modeling.Importing;

/// <summary>Whether the first record of a file names the columns.</summary>
internal static class HeaderGuess
{
    /// <returns>The trimmed names; null when the record is data.</returns>
    public static string[]? Of(ReadOnlyMemory<char>[] first)
    {
        var names = Array.ConvertAll(first, cell => cell.Span.Trim().ToString());
        return IsNumbering(names) || !IsData(names) ? names : null;
    }

    // Mostly numbers, or exactly one emotion: tables of probabilities name their columns by several.
    private static bool IsData(string[] cells) =>
        cells.Count(cell => NumberText.TryParse(cell, decimalComma: false, out _)) * 2 > cells.Length
        || (cells.Length > 1 && cells.Count(cell => LabelNames.TryParse(cell, out _)) == 1);

    // 0, 1, 2 ... beside a few names is how nameless columns are exported.
    private static bool IsNumbering(string[] cells)
    {
        var numbers = cells.Where(cell => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        if (numbers.Length < 3 || numbers[0] is not (0 or 1)) return false;
        return numbers.Zip(numbers.Skip(1)).All(pair => pair.Second == pair.First + 1)
            && cells.All(cell => !LabelNames.TryParse(cell, out _) && (!NumberText.TryParse(cell, false, out _) || cell.All(char.IsAsciiDigit)));
    }
}
