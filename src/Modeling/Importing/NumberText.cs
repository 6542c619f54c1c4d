using System.Globalization;

namespace Cluster.Modeling.Importing;

/// <summary>Numbers as tables write them.</summary>
internal static class NumberText
{
    private static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase)
    {
        "?", "-", "--", ".", "error", "null", "n/a", "na", "#n/a", "#value!", "#ref!", "#div/0!", "invalid", "nan", "none", "nil", "missing",
        "inf", "+inf", "-inf", "infinity", "-infinity",
    };

    /// <summary>Whether a trimmed, non-empty cell says that there is no value.</summary>
    public static bool IsMissingToken(string trimmed) => Missing.Contains(trimmed);

    /// <summary>Whether a cell can only be a number with a decimal comma, or only one with a decimal point.</summary>
    public static (bool Comma, bool Point) Signs(ReadOnlySpan<char> cell)
    {
        var comma = cell.LastIndexOf(',');
        var point = cell.LastIndexOf('.');
        if (comma < 0 && point < 0) return (false, false);
        if (comma >= 0 && point >= 0) return (comma > point, point > comma);
        return (comma >= 0, point >= 0);
    }

    /// <summary>Reads a number; spaces around it and separators of thousands are allowed.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="decimalComma">Whether the file's decimal sign is the comma.</param>
    /// <param name="value">Finite, also in single precision.</param>
    public static bool TryParse(string cell, bool decimalComma, out double value)
    {
        var text = cell.Trim();
        value = 0;
        if (text.Length == 0 || !(char.IsAsciiDigit(text[^1]) || text[^1] is '.' or ',')) return false;
        var comma = text.IndexOf(',');
        if (comma >= 0)
        {
            var point = text.IndexOf('.');
            var isDecimal = point >= 0 ? comma > point : decimalComma || !IsThousands(text);
            text = isDecimal ? text.Replace(".", string.Empty).Replace(',', '.') : text.Replace(",", string.Empty);
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite((float)value);
    }

    // 1,234 and 12,345,678: groups of three digits behind each comma.
    private static bool IsThousands(string text)
    {
        var parts = text.TrimStart('+', '-').Split(',');
        return parts[0].Length is >= 1 and <= 3 && parts[0] != "0" && parts.Skip(1).All(part => part.Length == 3 && part.All(char.IsAsciiDigit));
    }
}
