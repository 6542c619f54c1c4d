using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Cluster.Abstractions.Emotions;

/// <summary>The emotions' names in English, Spanish and Turkish, for display and for reading labels in any of the three.</summary>
public static class EmotionNames
{
    private static readonly string[] English = ["happy", "sad", "angry", "relaxed"];
    private static readonly string[] Spanish = ["Feliz", "Triste", "Enojado", "Relajado"];
    private static readonly string[] Turkish = ["Mutlu", "Hüzünlü", "Öfkeli", "Sakin"];
    private static readonly FrozenDictionary<string, EmotionLabel> Known = AllNames();

    /// <summary>The stable lower-case English name, as JSON and the catalogue hold it.</summary>
    public static string ToName(this EmotionLabel label) => English[(int)label];

    /// <summary>The name for people.</summary>
    /// <param name="label">The emotion.</param>
    /// <param name="language">Two-letter code: <c>es</c>, <c>tr</c>; anything else is English.</param>
    public static string ToDisplayName(this EmotionLabel label, string language) => language switch
    {
        "es" => Spanish[(int)label],
        "tr" => Turkish[(int)label],
        _ => char.ToUpperInvariant(English[(int)label][0]) + English[(int)label][1..],
    };

    /// <summary>Reads a name in any of the three languages, in any case, padded or without its diacritics; also <c>relax</c>.</summary>
    public static bool TryParse(string? text, out EmotionLabel label)
    {
        label = default;
        return text is not null && Known.TryGetValue(Fold(text), out label);
    }

    private static FrozenDictionary<string, EmotionLabel> AllNames()
    {
        var names = new Dictionary<string, EmotionLabel>();
        foreach (var label in Enum.GetValues<EmotionLabel>())
        {
            foreach (var language in (string[][])[English, Spanish, Turkish]) names[Fold(language[(int)label])] = label;
        }

        names["relax"] = EmotionLabel.Relaxed;
        return names.ToFrozenDictionary();
    }

    // Case, padding and diacritics go, composed or not; the Turkish dotless i counts as i, so that SAKİN, SAKIN and sakin are one name.
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Trim())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            folded.Append(char.ToLowerInvariant(c) switch
            {
                'ü' => 'u',
                'ö' => 'o',
                'ı' or 'İ' => 'i',
                var lower => lower,
            });
        }

        return folded.ToString();
    }
}
