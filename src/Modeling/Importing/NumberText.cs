using System.Buffers;
using System.Globalization;

namespace Cluster.Modeling.Importing;

/// <summary>Numbers as tables write them.</summary>
internal static class NumberText
{
    private const int MaxLength = 128;

    private static readonly SearchValues<char> Spaces = SearchValues.Create(" '\u00A0\u2009\u202F\u2019");

    private static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase)
    {
        "?", "-", "--", ".", "error", "null", "n/a", "na", "n.a.", "n/d", "#n/a", "#value!", "#ref!", "#div/0!", "#num!", "invalid", "nan", "none", "nil", "nulo",
        "yok", "missing", "inf", "+inf", "-inf", "infinity", "-infinity", "<na>", "\\n",
    };

    /// <summary>Whether a trimmed, non-empty cell says that there is no value.</summary>
    public static bool IsMissingToken(string trimmed) => Missing.Contains(trimmed);

    /// <summary>Which decimal sign a number shows.</summary>
    /// <returns>
    /// The sign, and whether the number can be read in no other way: <c>1,5</c> and <c>1.234,5</c> and <c>1.234.567</c> show a comma for certain, <c>1,234</c> does not.
    /// Null when there is no sign, or no number.
    /// </returns>
    public static (char Sign, bool Certain)? SignOf(ReadOnlySpan<char> cell)
    {
        var text = cell.Trim();
        var last = text.LastIndexOfAny(',', '.');
        if (last < 0 || !TryParse(text, decimalComma: text[last] == ',', out _)) return null;
        var other = text[last] == ',' ? '.' : ',';
        if (text[..last].Contains(text[last])) return (other, true);                   // repeated: it separates thousands
        if (text[..last].Contains(other)) return (text[last], true);
        return (text[last], !IsGrouped(Unsigned(text), text[last]));
    }

    /// <summary>Reads a number; spaces around it and separators of thousands (comma, point, space, apostrophe) are allowed where every group has three digits.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="decimalComma">Whether the column's decimal sign is the comma: decides <c>1,234</c> and <c>1.234</c>, which could be either.</param>
    /// <param name="value">Finite, also in single precision.</param>
    public static bool TryParse(ReadOnlySpan<char> cell, bool decimalComma, out double value)
    {
        value = 0;
        var text = cell.Trim();
        if (text.IsEmpty || text.Length > MaxLength || !(char.IsAsciiDigit(text[^1]) || text[^1] is '.' or ',')) return false;
        if (text[0] is not ('-' or '+' or '.' or ',' or '\u2212') && !char.IsAsciiDigit(text[0])) return false;
        Span<char> plain = stackalloc char[MaxLength];
        return TryNormalize(text, decimalComma, plain, out var length)
            && double.TryParse(plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            && float.IsFinite((float)value);
    }

    /// <summary>Writes a number without separators of thousands and with a decimal point.</summary>
    private static bool TryNormalize(ReadOnlySpan<char> text, bool decimalComma, Span<char> plain, out int length)
    {
        length = 0;
        if (text[0] is '-' or '\u2212') plain[length++] = '-';
        var digits = Unsigned(text);
        var (sign, thousands) = Separators(digits, decimalComma);
        var end = sign == '\0' ? digits.Length : digits.IndexOf(sign);
        if (thousands != '\0' && !IsGrouped(digits[..end], thousands)) return false;
        foreach (var c in digits[..end])
        {
            if (c != thousands) plain[length++] = c;
        }

        if (end == digits.Length) return true;
        plain[length++] = '.';
        digits[(end + 1)..].CopyTo(plain[length..]);
        length += digits.Length - end - 1;
        return true;
    }

    /// <returns>The decimal sign and the separator of thousands; the null character for none.</returns>
    private static (char Sign, char Thousands) Separators(ReadOnlySpan<char> digits, bool decimalComma)
    {
        var space = digits.IndexOfAny(Spaces);
        var grouping = space < 0 ? '\0' : digits[space];
        var last = digits.LastIndexOfAny(',', '.');
        if (last < 0) return ('\0', grouping);
        var sign = digits[last];
        var other = sign == ',' ? '.' : ',';
        if (digits[..last].Contains(other)) return (sign, other);
        if (digits[..last].Contains(sign)) return ('\0', sign);
        var decides = sign == (decimalComma ? ',' : '.') || grouping != '\0' || !IsGrouped(digits, sign);
        return decides ? (sign, grouping) : ('\0', sign);
    }

    private static ReadOnlySpan<char> Unsigned(ReadOnlySpan<char> text) => text[0] is '-' or '+' or '\u2212' ? text[1..] : text;

    // 1,234 and 12,345,678: one to three digits, the first no zero, then groups of three.
    private static bool IsGrouped(ReadOnlySpan<char> digits, char separator)
    {
        var first = digits.IndexOf(separator);
        if (first is < 1 or > 3 || digits[0] == '0') return false;
        for (var i = 0; i < digits.Length; i++)
        {
            var isSeparator = (i - first) % 4 == 0 && i >= first;
            if (isSeparator ? digits[i] != separator : !char.IsAsciiDigit(digits[i])) return false;
        }

        return (digits.Length - first) % 4 == 0;
    }
}
