using System.Globalization;
using System.Text;

namespace Cluster.Modeling.Importing;

/// <summary>Names as people mean them: letters and digits in lower case, without the diacritics of Spanish and Turkish.</summary>
internal static class NameFolding
{
    /// <summary>Folds a name; the Turkish dotless and dotted i are one, composed or not.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            folded.Append(char.ToLowerInvariant(c) switch
            {
                'á' or 'â' => 'a',
                'é' => 'e',
                'í' or 'î' or 'ı' or 'İ' => 'i',
                'ó' or 'ö' => 'o',
                'ú' or 'ü' or 'û' => 'u',
                'ş' => 's',
                'ğ' => 'g',
                'ç' => 'c',
                'ñ' => 'n',
                var lower => lower,
            });
        }

        return folded.ToString();
    }
}
