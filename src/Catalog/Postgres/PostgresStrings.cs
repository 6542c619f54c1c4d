using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Cluster.Catalog.Postgres;

/// <summary>Texts as the server can hold them.</summary>
internal static class PostgresStrings
{
    /// <summary>
    /// The text without what PostgreSQL has no place for: U+0000 and halves of surrogate pairs become U+FFFD. A source may name such things, and one bad
    /// name must not stop a job.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Storable(string? text)
    {
        if (text is null || !NeedsWork(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        return clean.ToString();
    }

    private static bool NeedsWork(string text)
    {
        foreach (var c in text)
        {
            if (c == '\0' || char.IsSurrogate(c)) return true;
        }

        return false;
    }
}
