using System.Globalization;
using System.Text.RegularExpressions;

namespace Cluster.Modeling.Preprocessing;

/// <summary>Makes chroma independent of the key: music of one mode on another tonic gives the same numbers.</summary>
/// <remarks>
/// The 12 means are turned so that they start at the strongest (the first of equals); after the other features follow the same 12 in falling order, and their entropy in
/// nats, which is great for music without a tonal centre.
/// </remarks>
internal static partial class ChromaAlignment
{
    /// <summary>Pitch classes.</summary>
    public const int Bins = 12;

    /// <summary>Values that the alignment adds: the sorted bins and the entropy.</summary>
    public const int Added = Bins + 1;

    /// <summary>Finds the first of 12 neighbouring features that are named as chroma means from 1 to 12, such as <c>_Chromagram_Mean_1</c> or <c>chroma_mean_1</c>.</summary>
    /// <returns>Its index; null where there is no such run.</returns>
    public static int? Find(IReadOnlyList<string> names)
    {
        for (var start = 0; start + Bins <= names.Count; start++)
        {
            if (Enumerable.Range(0, Bins).All(bin => BinOf(names[start + bin]) == bin + 1)) return start;
        }

        return null;
    }

    /// <summary>Aligns one vector in place.</summary>
    /// <param name="values">The features, finite, and after them room for <see cref="Added"/> values.</param>
    /// <param name="start">Index of the first chroma mean.</param>
    public static void Apply(Span<double> values, int start)
    {
        var bins = values.Slice(start, Bins);
        var sorted = values[^Added..^1];
        bins.CopyTo(sorted);
        var strongest = 0;
        for (var bin = 1; bin < Bins; bin++)
        {
            if (bins[bin] > bins[strongest]) strongest = bin;
        }

        for (var bin = 0; bin < Bins; bin++) bins[bin] = sorted[(strongest + bin) % Bins];
        values[^1] = Entropy(sorted);
        sorted.Sort();
        sorted.Reverse();
    }

    private static double Entropy(ReadOnlySpan<double> bins)
    {
        var sum = 0.0;
        foreach (var bin in bins) sum += Math.Max(0, bin);
        if (sum <= 0) return Math.Log(Bins);
        var entropy = 0.0;
        foreach (var bin in bins)
        {
            if (bin > 0) entropy -= bin / sum * Math.Log(bin / sum);
        }

        return entropy;
    }

    private static int? BinOf(string name) =>
        NamePattern().Match(name) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^[\s_]*chroma(?:gram)?_mean_([0-9]{1,2})\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
